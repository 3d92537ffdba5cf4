DROP TABLE escalation_lines;
DROP TABLE escalations;
