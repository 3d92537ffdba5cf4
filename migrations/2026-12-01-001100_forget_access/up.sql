-- Who came, looked and was refused is kept for some time, everything else for good. Without a row it is two years.
CREATE TABLE retention (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    access_months BIGINT NOT NULL CHECK (access_months >= 12)
);

-- What is left of a forgotten entry: its place in the chain, and the entry that says it was forgotten and seals it.
CREATE TABLE forgotten_audit_entries (
    id BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    hash TEXT NOT NULL CHECK (hash <> ''),
    forgotten_by BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX forgotten_audit_entries_by_time ON forgotten_audit_entries (at, id);
CREATE INDEX audit_entries_by_time ON audit_entries (at, id);

-- The rule holds whatever the program does: only access, only after a year, never the last entry.
CREATE TRIGGER forgotten_audit_entries_were_access BEFORE INSERT ON forgotten_audit_entries
WHEN NOT EXISTS (
    SELECT 1 FROM audit_entries a WHERE a.id = NEW.id AND a.at = NEW.at AND a.hash = NEW.hash
        AND a.event IN ('logged_in', 'login_failed', 'logged_out', 'password_confirmed', 'list_viewed', 'list_exported', 'access_refused')
        AND a.at < (SELECT datetime(MAX(at), '-12 months') FROM audit_entries) AND a.id < (SELECT MAX(id) FROM audit_entries)
)
BEGIN SELECT RAISE(ABORT, 'only access of more than a year ago is forgotten'); END;
CREATE TRIGGER forgotten_audit_entries_are_never_changed BEFORE UPDATE ON forgotten_audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
CREATE TRIGGER forgotten_audit_entries_are_never_deleted BEFORE DELETE ON forgotten_audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;

DROP TRIGGER audit_entries_are_never_deleted;
CREATE TRIGGER audit_entries_are_never_deleted BEFORE DELETE ON audit_entries
WHEN NOT EXISTS (SELECT 1 FROM forgotten_audit_entries f WHERE f.id = OLD.id AND f.hash = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
