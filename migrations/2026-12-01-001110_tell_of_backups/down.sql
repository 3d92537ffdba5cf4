DROP TABLE backup_troubles;
