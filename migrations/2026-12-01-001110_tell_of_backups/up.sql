-- What fails of the backups, from the first failure until it works again.
CREATE TABLE backup_troubles (
    place TEXT NOT NULL PRIMARY KEY CHECK (place IN ('here', 'copy')),
    since TIMESTAMP NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;
