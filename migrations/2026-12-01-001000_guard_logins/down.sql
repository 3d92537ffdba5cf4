DROP TABLE recovery_codes;
DROP TABLE second_factors;
DROP TABLE old_passwords;
ALTER TABLE accounts DROP COLUMN password_set_at;
DROP TABLE login_rules;
