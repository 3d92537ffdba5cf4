-- Whoever a title, grade or award can belong to. People and units share this key, so one code
-- never names both, and every register below points at one place.
CREATE TABLE subjects (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'unit')),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    folded_name TEXT NOT NULL,
    sort_key BINARY NOT NULL
);

CREATE VIRTUAL TABLE subject_names USING fts5 (
    folded_name, content = 'subjects', content_rowid = 'id', tokenize = 'unicode61'
);
CREATE TRIGGER subject_names_follow_insert AFTER INSERT ON subjects BEGIN
    INSERT INTO subject_names (rowid, folded_name) VALUES (new.id, new.folded_name);
END;
CREATE TRIGGER subject_names_follow_update AFTER UPDATE OF folded_name ON subjects BEGIN
    INSERT INTO subject_names (subject_names, rowid, folded_name) VALUES ('delete', old.id, old.folded_name);
    INSERT INTO subject_names (rowid, folded_name) VALUES (new.id, new.folded_name);
END;
CREATE TRIGGER subject_names_follow_delete AFTER DELETE ON subjects BEGIN
    INSERT INTO subject_names (subject_names, rowid, folded_name) VALUES ('delete', old.id, old.folded_name);
END;

CREATE TABLE units (
    id INTEGER NOT NULL PRIMARY KEY REFERENCES subjects (id) ON DELETE CASCADE,
    parent_id BIGINT REFERENCES units (id),
    kind TEXT NOT NULL CHECK (kind IN ('agency', 'division', 'affiliate', 'external')),
    sort_order BIGINT NOT NULL,
    founded_on DATE,
    dissolved_on DATE,
    successor_id BIGINT REFERENCES units (id),
    CHECK (dissolved_on IS NULL OR founded_on IS NULL OR dissolved_on >= founded_on),
    CHECK (parent_id IS NULL OR parent_id <> id)
);
CREATE UNIQUE INDEX units_in_order ON units (sort_order, id);
CREATE INDEX units_by_parent ON units (parent_id);
CREATE UNIQUE INDEX units_one_agency ON units (kind) WHERE kind = 'agency';

-- unit_id, position and left_on repeat the last membership, so lists need no as-of query.
CREATE TABLE people (
    id INTEGER NOT NULL PRIMARY KEY REFERENCES subjects (id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    position TEXT NOT NULL,
    gender TEXT NOT NULL CHECK (gender IN ('male', 'female')),
    birth_date DATE,
    staff_kind TEXT NOT NULL CHECK (staff_kind IN ('civil_servant', 'public_employee', 'worker')),
    joined_on DATE NOT NULL,
    left_on DATE,
    national_id TEXT NOT NULL,
    sort_key BINARY NOT NULL,
    CHECK (left_on IS NULL OR left_on >= joined_on)
);
CREATE INDEX people_by_unit ON people (unit_id, sort_key, id);

CREATE TABLE memberships (
    id INTEGER NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    position TEXT NOT NULL,
    from_date DATE NOT NULL,
    to_date DATE,
    UNIQUE (person_id, from_date),
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX memberships_by_unit ON memberships (unit_id, from_date, to_date, person_id);
CREATE UNIQUE INDEX memberships_one_open ON memberships (person_id) WHERE to_date IS NULL;
