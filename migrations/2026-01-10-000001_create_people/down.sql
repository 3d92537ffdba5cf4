DROP TABLE memberships;
DROP TABLE people;
DROP TABLE units;
DROP TABLE subject_names;
DROP TABLE subjects;
