-- What this data folder holds. The clock of a demo runs on from its own "today" by a fixed offset.
CREATE TABLE installations (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    kind TEXT NOT NULL CHECK (kind IN ('department', 'demo', 'sample')),
    clock_offset_seconds BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- The history of everything. Rows are added in the transaction of the change and never touched again.
CREATE TABLE audit_entries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TIMESTAMP NOT NULL,
    account_id BIGINT,
    actor_name TEXT NOT NULL,
    role TEXT NOT NULL,
    address TEXT NOT NULL,
    event TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id BIGINT NOT NULL,
    note TEXT NOT NULL,
    changes TEXT NOT NULL
);
CREATE INDEX audit_entries_by_object ON audit_entries (object_kind, object_id, id);
CREATE INDEX audit_entries_by_account ON audit_entries (account_id, id);

CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER audit_entries_are_never_deleted BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
