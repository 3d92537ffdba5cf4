-- Snapshots that fail are told of too: a trouble is of a step of backing up, not of a place.
CREATE TABLE troubles_of_steps (
    step TEXT NOT NULL PRIMARY KEY CHECK (step IN ('whole', 'snapshot', 'copy')),
    since TIMESTAMP NOT NULL,
    why TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO troubles_of_steps (step, since, why)
SELECT CASE place WHEN 'here' THEN 'whole' ELSE place END, since, why FROM backup_troubles;
DROP TABLE backup_troubles;
ALTER TABLE troubles_of_steps RENAME TO backup_troubles;
