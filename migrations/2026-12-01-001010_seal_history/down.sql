DROP TRIGGER audit_entries_are_never_changed;
CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
DROP INDEX audit_entries_unsealed;
ALTER TABLE audit_entries DROP COLUMN hash;
