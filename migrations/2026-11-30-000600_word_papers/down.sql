DROP TABLE wording_versions;
