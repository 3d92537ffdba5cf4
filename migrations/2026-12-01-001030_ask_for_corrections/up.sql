-- What somebody asks to have corrected in what is stored of him, and what came of it.
CREATE TABLE correction_requests (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    words TEXT NOT NULL CHECK (words <> ''),
    asked_at TIMESTAMP NOT NULL,
    answered_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    answered_at TIMESTAMP,
    answer TEXT NOT NULL,
    CHECK ((answered_at IS NULL) = (answer = ''))
);
CREATE INDEX correction_requests_by_account ON correction_requests (account_id, id);
CREATE INDEX correction_requests_open ON correction_requests (id) WHERE answered_at IS NULL;
