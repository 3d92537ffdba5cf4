-- The secret address under which an account's calendar is read without a login; only its hash is kept.
CREATE TABLE calendars (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret_hash TEXT NOT NULL UNIQUE,
    made_at TIMESTAMP NOT NULL
) WITHOUT ROWID;
