DROP INDEX dossiers_verified;
