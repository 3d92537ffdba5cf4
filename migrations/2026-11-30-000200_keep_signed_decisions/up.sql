-- The papers of a decision as they were issued, so that no later change of a name, a text or a rule changes them.
-- content is the papers as JSON, sha256 its hash in hexadecimal digits.
CREATE TABLE decision_papers (
    decision_id BIGINT NOT NULL PRIMARY KEY REFERENCES decisions (id),
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    kept_at TIMESTAMP NOT NULL
);
CREATE TRIGGER decision_papers_are_never_changed BEFORE UPDATE ON decision_papers
BEGIN SELECT RAISE(ABORT, 'papers of decisions are kept as issued'); END;
CREATE TRIGGER decision_papers_are_never_deleted BEFORE DELETE ON decision_papers
BEGIN SELECT RAISE(ABORT, 'papers of decisions are kept as issued'); END;

-- Scans of the signed paper; each lies in the data folder under stored_name.
CREATE TABLE decision_scans (
    id INTEGER NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX decision_scans_by_decision ON decision_scans (decision_id, id);
