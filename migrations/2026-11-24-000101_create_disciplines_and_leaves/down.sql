DROP TABLE leaves;
DROP TABLE disciplines;
