-- Recognised by a higher level, on the decision of that level and a confirmation of effect. before_*: what stood on
-- the initiative until then, which comes back when the record is withdrawn.
CREATE TABLE initiative_raises (
    id INTEGER NOT NULL PRIMARY KEY,
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id),
    level TEXT NOT NULL CHECK (level IN ('provincial', 'national')),
    decision_no TEXT NOT NULL CHECK (decision_no <> ''),
    decided_on DATE NOT NULL,
    authority TEXT NOT NULL CHECK (authority <> ''),
    confirmed_by TEXT NOT NULL CHECK (confirmed_by <> ''),
    confirmed_on DATE NOT NULL,
    effect TEXT NOT NULL CHECK (effect <> ''),
    before_level TEXT NOT NULL CHECK (before_level IN ('base', 'provincial')),
    before_decision_no TEXT NOT NULL,
    before_recognised_on DATE NOT NULL,
    withdrawn_on DATE,
    withdrawn_reason TEXT NOT NULL,
    CHECK ((withdrawn_on IS NULL) = (withdrawn_reason = ''))
);
CREATE INDEX initiative_raises_by_initiative ON initiative_raises (initiative_id, id);

-- "Đã áp dụng tại đơn vị": a unit confirms that it works with the initiative, and what came of it.
CREATE TABLE initiative_uses (
    id INTEGER NOT NULL PRIMARY KEY,
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    used_from DATE NOT NULL,
    effect TEXT NOT NULL CHECK (effect <> ''),
    confirmed_by BIGINT NOT NULL REFERENCES accounts (id),
    confirmed_on DATE NOT NULL,
    withdrawn_on DATE,
    withdrawn_reason TEXT NOT NULL,
    CHECK ((withdrawn_on IS NULL) = (withdrawn_reason = ''))
);
CREATE UNIQUE INDEX initiative_uses_once_a_unit ON initiative_uses (initiative_id, unit_id) WHERE withdrawn_on IS NULL;

CREATE INDEX initiatives_library ON initiatives (year DESC, code, unit_id, level) WHERE state = 'recognised';

-- The words of what is recognised, without the confidential part. SQLite takes the marks off; the letter đ has none
-- to take, so it is replaced.
CREATE VIRTUAL TABLE library_texts USING fts5 (
    title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIEW library_sources AS
SELECT id, replace(replace(title, 'đ', 'd'), 'Đ', 'D') AS title,
    replace(replace(field || ' ' || summary || ' ' || nature || ' ' || conditions || ' ' || benefits_by_author
        || ' ' || benefits_by_users, 'đ', 'd'), 'Đ', 'D') AS body
FROM initiatives WHERE state = 'recognised';
INSERT INTO library_texts (rowid, title, body) SELECT id, title, body FROM library_sources;
CREATE TRIGGER library_texts_follow_insert AFTER INSERT ON initiatives WHEN new.state = 'recognised' BEGIN
    INSERT INTO library_texts (rowid, title, body) SELECT id, title, body FROM library_sources WHERE id = new.id;
END;
CREATE TRIGGER library_texts_follow_update
AFTER UPDATE OF state, title, field, summary, nature, conditions, benefits_by_author, benefits_by_users ON initiatives
WHEN old.state = 'recognised' OR new.state = 'recognised' BEGIN
    DELETE FROM library_texts WHERE rowid = old.id;
    INSERT INTO library_texts (rowid, title, body) SELECT id, title, body FROM library_sources WHERE id = new.id;
END;
CREATE TRIGGER library_texts_follow_delete AFTER DELETE ON initiatives WHEN old.state = 'recognised' BEGIN
    DELETE FROM library_texts WHERE rowid = old.id;
END;
