DROP TABLE initiative_titles;
DROP TABLE initiative_authors;
DROP TABLE initiatives;
