CREATE TABLE initiatives (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    title TEXT NOT NULL CHECK (title <> ''),
    folded_title TEXT NOT NULL,
    field TEXT NOT NULL,
    summary TEXT NOT NULL,
    first_used_on DATE,
    state TEXT NOT NULL CHECK (state IN ('draft', 'filed', 'unit_reviewed', 'under_review', 'recognised', 'rejected', 'returned', 'withdrawn')),
    version BIGINT NOT NULL,
    filed_on DATE,
    level TEXT CHECK (level IN ('base', 'provincial', 'national')),
    decision_no TEXT NOT NULL,
    recognised_on DATE,
    reason TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    moved_by BIGINT REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    due_on DATE,
    CHECK ((level IS NULL) = (recognised_on IS NULL))
);
CREATE INDEX initiatives_by_year ON initiatives (year, unit_id, code);
CREATE INDEX initiatives_by_state ON initiatives (year, state, unit_id, code);
CREATE INDEX initiatives_queue ON initiatives (state, unit_id, since) WHERE state IN ('filed', 'unit_reviewed', 'under_review', 'returned');

CREATE TABLE initiative_authors (
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    person_id BIGINT NOT NULL REFERENCES people (id),
    percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100),
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (initiative_id, person_id)
);
CREATE INDEX initiative_authors_by_person ON initiative_authors (person_id, initiative_id);

CREATE VIRTUAL TABLE initiative_titles USING fts5 (
    folded_title, content = 'initiatives', content_rowid = 'id', tokenize = 'unicode61'
);
CREATE TRIGGER initiative_titles_follow_insert AFTER INSERT ON initiatives BEGIN
    INSERT INTO initiative_titles (rowid, folded_title) VALUES (new.id, new.folded_title);
END;
CREATE TRIGGER initiative_titles_follow_update AFTER UPDATE OF folded_title ON initiatives BEGIN
    INSERT INTO initiative_titles (initiative_titles, rowid, folded_title) VALUES ('delete', old.id, old.folded_title);
    INSERT INTO initiative_titles (rowid, folded_title) VALUES (new.id, new.folded_title);
END;
CREATE TRIGGER initiative_titles_follow_delete AFTER DELETE ON initiatives BEGIN
    INSERT INTO initiative_titles (initiative_titles, rowid, folded_title) VALUES ('delete', old.id, old.folded_title);
END;
