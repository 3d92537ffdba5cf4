DROP TABLE decision_scans;
DROP TABLE decision_papers;
