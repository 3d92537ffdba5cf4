-- How logins are guarded. Without a row the values hold with which the program starts.
CREATE TABLE login_rules (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    least_length BIGINT NOT NULL CHECK (least_length BETWEEN 10 AND 64),
    needs_mixture BOOLEAN NOT NULL,
    -- 0: passwords do not grow old.
    most_days BIGINT NOT NULL CHECK (most_days BETWEEN 0 AND 730),
    old_passwords BIGINT NOT NULL CHECK (old_passwords BETWEEN 0 AND 24),
    tries BIGINT NOT NULL CHECK (tries BETWEEN 3 AND 20),
    address_tries BIGINT NOT NULL CHECK (address_tries BETWEEN 20 AND 10000),
    idle_minutes BIGINT NOT NULL CHECK (idle_minutes BETWEEN 5 AND 120),
    -- Codes of the roles that must have a second factor, between commas.
    second_factor_roles TEXT NOT NULL
);

-- When the password was last changed; unknown for those from before.
ALTER TABLE accounts ADD COLUMN password_set_at TIMESTAMP;

-- Earlier passwords, so that they are not used again. As many as the rules can ask for are kept.
CREATE TABLE old_passwords (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    password_hash TEXT NOT NULL
);
CREATE INDEX old_passwords_by_account ON old_passwords (account_id, id);

-- The secret that an account shares with an app, valid once it was confirmed with a code; the last used step of
-- time, so that no code is taken twice.
CREATE TABLE second_factors (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret TEXT NOT NULL CHECK (secret <> ''),
    confirmed_at TIMESTAMP,
    last_step BIGINT NOT NULL
) WITHOUT ROWID;

-- Codes for the day the telephone is lost, each good for once; only their hashes.
CREATE TABLE recovery_codes (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (account_id, code_hash)
) WITHOUT ROWID;
