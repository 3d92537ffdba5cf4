CREATE TABLE troubles_of_places (
    place TEXT NOT NULL PRIMARY KEY CHECK (place IN ('here', 'copy')),
    since TIMESTAMP NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO troubles_of_places (place, since, why)
SELECT CASE step WHEN 'whole' THEN 'here' ELSE step END, since, why FROM backup_troubles WHERE step <> 'snapshot';
DROP TABLE backup_troubles;
ALTER TABLE troubles_of_places RENAME TO backup_troubles;
