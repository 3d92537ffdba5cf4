-- Each entry of the history carries a hash of itself and of the one before it. Those from before are sealed when the
-- database is opened, each once; nothing else of an entry ever changes.
ALTER TABLE audit_entries ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_entries_unsealed ON audit_entries (id) WHERE hash = '';

DROP TRIGGER audit_entries_are_never_changed;
CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE ON audit_entries
WHEN OLD.hash <> '' OR NEW.hash = ''
    OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.account_id IS NOT OLD.account_id OR NEW.actor_name <> OLD.actor_name
    OR NEW.role <> OLD.role OR NEW.address <> OLD.address OR NEW.event <> OLD.event
    OR NEW.object_kind <> OLD.object_kind OR NEW.object_id <> OLD.object_id OR NEW.note <> OLD.note
    OR NEW.changes <> OLD.changes OR NEW.on_behalf_of <> OLD.on_behalf_of
BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END;
