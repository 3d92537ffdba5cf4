DROP TABLE grades;
DROP TABLE interim_results;
DROP TABLE awards;
DROP TABLE decision_lines;
DROP TABLE decisions;
