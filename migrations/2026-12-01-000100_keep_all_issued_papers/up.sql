-- Papers as they were issued, of whatever thing: decisions on awards so far, from now on also those on initiatives with the
-- certificates and notices that come of them. object_kind and object_id name the thing as the history does, paper is the
-- kind that the wording knows; content is the papers as JSON, sha256 its hash in hexadecimal digits.
CREATE TABLE kept_papers (
    object_kind TEXT NOT NULL,
    object_id BIGINT NOT NULL,
    paper TEXT NOT NULL,
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    kept_at TIMESTAMP NOT NULL,
    PRIMARY KEY (object_kind, object_id, paper)
);
INSERT INTO kept_papers
SELECT 'decision', decision_id, 'decision', content, sha256, kept_at FROM decision_papers;
DROP TABLE decision_papers;
CREATE TRIGGER kept_papers_are_never_changed BEFORE UPDATE ON kept_papers
BEGIN SELECT RAISE(ABORT, 'papers are kept as issued'); END;
CREATE TRIGGER kept_papers_are_never_deleted BEFORE DELETE ON kept_papers
BEGIN SELECT RAISE(ABORT, 'papers are kept as issued'); END;

-- Scans of the signed decision of a round; each lies in the data folder under stored_name.
CREATE TABLE initiative_round_scans (
    id INTEGER NOT NULL PRIMARY KEY,
    round_id BIGINT NOT NULL REFERENCES initiative_rounds (id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX initiative_round_scans_by_round ON initiative_round_scans (round_id, id);

-- The numbers of the decisions that recognised initiatives, for the register of numbers.
CREATE INDEX initiatives_recognised_here ON initiatives (recognised_on, decision_no) WHERE level = 'base';
