-- Lists as somebody filtered them, to be opened again: the address of the page with all that was chosen.
CREATE TABLE saved_filters (
    id INTEGER NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL CHECK (name <> ''),
    address TEXT NOT NULL CHECK (address LIKE '/%'),
    saved_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX saved_filters_by_name ON saved_filters (account_id, name);
