DROP INDEX dossiers_by_movement;
ALTER TABLE dossiers DROP COLUMN movement_id;
DROP INDEX dossiers_voted;
DROP INDEX dossiers_publicity_closed;
ALTER TABLE dossiers DROP COLUMN publicity_closed_on;
DROP TABLE objections;
DROP TABLE publicity_lines;
DROP TABLE publicity_periods;
