DROP INDEX dossiers_paid_and_revoked;
DROP TABLE fund_entries;
DROP TABLE fund_sources;
