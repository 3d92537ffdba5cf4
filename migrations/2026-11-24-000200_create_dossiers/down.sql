DROP INDEX awards_by_dossier;
ALTER TABLE awards DROP COLUMN dossier_id;
DROP TABLE dossier_moves;
DROP TABLE dossier_files;
DROP TABLE dossier_report_sections;
DROP TABLE dossier_tallies;
DROP TABLE dossiers;
