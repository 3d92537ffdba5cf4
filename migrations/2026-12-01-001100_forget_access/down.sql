DROP TRIGGER audit_entries_are_never_deleted;
CREATE TRIGGER audit_entries_are_never_deleted BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
DROP INDEX audit_entries_by_time;
DROP TABLE forgotten_audit_entries;
DROP TABLE retention;
