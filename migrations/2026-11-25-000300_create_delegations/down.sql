ALTER TABLE audit_entries DROP COLUMN on_behalf_of;
DROP TABLE delegations;
