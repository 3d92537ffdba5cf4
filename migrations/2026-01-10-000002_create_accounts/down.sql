DROP TABLE posted_forms;
DROP TABLE login_failures;
DROP TABLE sessions;
DROP TABLE account_roles;
DROP TABLE accounts;
