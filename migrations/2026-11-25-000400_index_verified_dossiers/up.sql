-- How many wait for the council, and how many for a decision without it: counted for every page of the secretariat.
CREATE INDEX dossiers_verified ON dossiers (kind) WHERE state = 'verified';
