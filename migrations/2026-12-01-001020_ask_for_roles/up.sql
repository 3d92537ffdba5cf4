-- Roles that IT asks for and somebody else confirms; wanted: codes between commas, all that the account is to have.
CREATE TABLE role_requests (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    wanted TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    asked_at TIMESTAMP NOT NULL,
    decided_by BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    decided_at TIMESTAMP,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'confirmed', 'refused', 'withdrawn')),
    note TEXT NOT NULL,
    CHECK ((outcome = 'open') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX role_requests_open ON role_requests (account_id) WHERE outcome = 'open';
