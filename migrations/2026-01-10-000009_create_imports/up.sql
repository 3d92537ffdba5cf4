-- A file waits here between preview and confirmation; undo holds what its rows replaced.
CREATE TABLE imports (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content BINARY NOT NULL,
    content_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staged', 'stored', 'undone')),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    stored_at TIMESTAMP,
    added BIGINT NOT NULL,
    replaced BIGINT NOT NULL,
    undo TEXT NOT NULL
);
CREATE INDEX imports_by_account ON imports (account_id, id);
CREATE INDEX imports_by_hash ON imports (kind, content_hash);
