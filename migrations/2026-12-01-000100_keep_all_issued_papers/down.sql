DROP INDEX initiatives_recognised_here;
DROP TABLE initiative_round_scans;
CREATE TABLE decision_papers (
    decision_id BIGINT NOT NULL PRIMARY KEY REFERENCES decisions (id),
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    kept_at TIMESTAMP NOT NULL
);
INSERT INTO decision_papers
SELECT object_id, content, sha256, kept_at FROM kept_papers WHERE object_kind = 'decision';
DROP TABLE kept_papers;
CREATE TRIGGER decision_papers_are_never_changed BEFORE UPDATE ON decision_papers
BEGIN SELECT RAISE(ABORT, 'papers of decisions are kept as issued'); END;
CREATE TRIGGER decision_papers_are_never_deleted BEFORE DELETE ON decision_papers
BEGIN SELECT RAISE(ABORT, 'papers of decisions are kept as issued'); END;
