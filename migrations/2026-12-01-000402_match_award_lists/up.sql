-- A list of old decisions that names people, from its upload to the imports that came of it. layout says as JSON which column
-- holds what; empty means as the headings say.
CREATE TABLE award_lists (
    id INTEGER NOT NULL PRIMARY KEY,
    file_name TEXT NOT NULL,
    content BINARY NOT NULL,
    content_hash TEXT NOT NULL,
    layout TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    sent_by TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    import_id BIGINT REFERENCES imports (id),
    people_import_id BIGINT REFERENCES imports (id),
    stored_at TIMESTAMP,
    CHECK ((import_id IS NULL) = (stored_at IS NULL)),
    CHECK (people_import_id IS NULL OR import_id IS NOT NULL)
);
CREATE INDEX award_lists_by_account ON award_lists (account_id, id);
CREATE INDEX award_lists_by_hash ON award_lists (content_hash);

-- Who is meant by a row. Not bound to subjects: the people whom a list brings go when it is taken back.
CREATE TABLE award_list_choices (
    list_id BIGINT NOT NULL REFERENCES award_lists (id),
    row_number INTEGER NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('known', 'new', 'left_out')),
    subject_id BIGINT,
    gender TEXT,
    unit_id BIGINT REFERENCES units (id),
    joined_on DATE,
    PRIMARY KEY (list_id, row_number),
    CHECK ((way = 'known') = (subject_id IS NOT NULL)),
    CHECK ((way = 'new') = (gender IS NOT NULL AND unit_id IS NOT NULL AND joined_on IS NOT NULL))
);

-- Which award a word means that the catalogue does not know; no award: rows that say so are left out.
CREATE TABLE award_words (
    id INTEGER NOT NULL PRIMARY KEY,
    word_key TEXT NOT NULL UNIQUE,
    word TEXT NOT NULL,
    award_code TEXT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    written_by TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
