-- Attached files of an initiative; each lies in the data folder under stored_name. content is the text found in it:
-- empty where there is none, NULL for kinds of files that are not read.
CREATE TABLE initiative_files (
    id INTEGER NOT NULL PRIMARY KEY,
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL,
    content TEXT
);
CREATE INDEX initiative_files_by_initiative ON initiative_files (initiative_id, id);

-- The initiatives that later ones are compared with. rate: one in so many of its shingles (three words, as a number) is
-- kept in similarity_shingles, by which those worth reading are found. is_background: it is one of the newest, all of
-- whose shingles are kept to tell common phrases from rare ones.
CREATE TABLE similarity_texts (
    initiative_id BIGINT NOT NULL PRIMARY KEY REFERENCES initiatives (id) ON DELETE CASCADE,
    rate BIGINT NOT NULL CHECK (rate > 0),
    is_background BOOLEAN NOT NULL
);
CREATE INDEX similarity_texts_background ON similarity_texts (initiative_id) WHERE is_background;
CREATE TABLE similarity_shingles (
    shingle BIGINT NOT NULL,
    initiative_id BIGINT NOT NULL REFERENCES similarity_texts (initiative_id) ON DELETE CASCADE,
    PRIMARY KEY (shingle, initiative_id)
) WITHOUT ROWID;
CREATE INDEX similarity_shingles_by_initiative ON similarity_shingles (initiative_id);
CREATE TABLE similarity_background (
    shingle BIGINT NOT NULL,
    initiative_id BIGINT NOT NULL REFERENCES similarity_texts (initiative_id) ON DELETE CASCADE,
    PRIMARY KEY (shingle, initiative_id)
) WITHOUT ROWID;
CREATE INDEX similarity_background_by_initiative ON similarity_background (initiative_id);

-- How much of an initiative stood in an earlier one when it was filed.
CREATE TABLE initiative_comparisons (
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    source_id BIGINT NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    percent INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 100),
    PRIMARY KEY (initiative_id, source_id),
    CHECK (initiative_id <> source_id)
) WITHOUT ROWID;
CREATE INDEX initiative_comparisons_by_source ON initiative_comparisons (source_id);

-- What the secretariat and the council say of it.
CREATE TABLE initiative_comparison_remarks (
    id INTEGER NOT NULL PRIMARY KEY,
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    at TIMESTAMP NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    author_name TEXT NOT NULL,
    words TEXT NOT NULL CHECK (words <> '')
);
CREATE INDEX initiative_comparison_remarks_in_order ON initiative_comparison_remarks (initiative_id, id);

-- In how many titles a word stands.
CREATE VIRTUAL TABLE initiative_titles_words USING fts5vocab ('initiative_titles', 'row');
