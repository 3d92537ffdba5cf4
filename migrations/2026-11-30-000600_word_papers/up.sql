-- The department's own wording of its papers, version by version: what stands is the newest of a passage; NULL is the
-- program's original. Rows are only ever added: a paper keeps the words with which it was issued.
CREATE TABLE wording_versions (
    id INTEGER NOT NULL PRIMARY KEY,
    paper TEXT NOT NULL CHECK (paper <> ''),
    passage TEXT NOT NULL CHECK (passage <> ''),
    text TEXT,
    writer TEXT NOT NULL,
    written_by BIGINT REFERENCES accounts (id),
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX wording_versions_by_passage ON wording_versions (paper, passage, id);
CREATE TRIGGER wording_versions_are_never_changed BEFORE UPDATE ON wording_versions
BEGIN SELECT RAISE(ABORT, 'wording versions are append-only'); END;
CREATE TRIGGER wording_versions_are_never_deleted BEFORE DELETE ON wording_versions
BEGIN SELECT RAISE(ABORT, 'wording versions are append-only'); END;
