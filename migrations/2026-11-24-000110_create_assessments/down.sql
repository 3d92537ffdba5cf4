DROP TABLE assessments;
DROP TABLE judgements;
