-- Plans and guidance brought to everyone (văn bản). readers says who is to read it; replaces_id is the withdrawn one in
-- whose place it stands; folded is what a search looks into.
CREATE TABLE documents (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    kind TEXT NOT NULL CHECK (kind IN ('plan', 'guidance', 'announcement', 'resolution', 'launch', 'decision', 'letter', 'minutes', 'report')),
    number TEXT NOT NULL,
    issued_on DATE NOT NULL,
    agency TEXT NOT NULL CHECK (agency <> ''),
    abstract_line TEXT NOT NULL CHECK (abstract_line <> ''),
    content TEXT NOT NULL,
    readers TEXT NOT NULL CHECK (readers IN ('everyone', 'units', 'heads')),
    due_on DATE,
    conference_id BIGINT REFERENCES conferences (id),
    replaces_id BIGINT REFERENCES documents (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'withdrawn')),
    version BIGINT NOT NULL,
    sent_on DATE,
    reason TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    folded TEXT NOT NULL,
    CHECK ((state = 'draft') = (sent_on IS NULL)),
    CHECK ((state = 'withdrawn') = (reason <> ''))
);
CREATE INDEX documents_in_order ON documents (year, issued_on, id);
CREATE INDEX documents_by_state ON documents (state, year, id);
CREATE INDEX documents_by_kind ON documents (year, kind, issued_on, id);
CREATE INDEX documents_by_conference ON documents (conference_id) WHERE conference_id IS NOT NULL;
CREATE UNIQUE INDEX documents_one_replaces ON documents (replaces_id) WHERE replaces_id IS NOT NULL;

-- The units that are to read it, where not all are.
CREATE TABLE document_units (
    document_id BIGINT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    PRIMARY KEY (document_id, unit_id)
) WITHOUT ROWID;

-- Attached files; each lies in the data folder under stored_name.
CREATE TABLE document_files (
    id INTEGER NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX document_files_by_document ON document_files (document_id, id);

-- Who said when that he has read it. Never changed.
CREATE TABLE document_receipts (
    document_id BIGINT NOT NULL REFERENCES documents (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (document_id, person_id)
) WITHOUT ROWID;
CREATE INDEX document_receipts_by_person ON document_receipts (person_id);
CREATE TRIGGER document_receipts_are_never_changed BEFORE UPDATE ON document_receipts
BEGIN SELECT RAISE(ABORT, 'document receipts are append-only'); END;
CREATE TRIGGER document_receipts_are_never_deleted BEFORE DELETE ON document_receipts
BEGIN SELECT RAISE(ABORT, 'document receipts are append-only'); END;
