DROP TABLE regulation_score_lines;
DROP TABLE regulation_caps;
DROP TABLE regulation_criteria;
DROP TABLE regulations;
