DROP TRIGGER library_texts_follow_delete;
DROP TRIGGER library_texts_follow_update;
DROP TRIGGER library_texts_follow_insert;
DROP VIEW library_sources;
DROP TABLE library_texts;
DROP INDEX initiatives_library;
DROP TABLE initiative_uses;
DROP TABLE initiative_raises;
