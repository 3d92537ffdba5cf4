-- Certificates on pre-printed stock. Lengths are tenths of a millimetre, sizes of letters tenths of a point.
-- A field of a template that has no row stands as the original (src/domain/certificate/original.rs) has it.
CREATE TABLE certificate_templates (
    id INTEGER NOT NULL PRIMARY KEY,
    award_code TEXT NOT NULL UNIQUE CHECK (award_code <> ''),
    in_use BOOLEAN NOT NULL,
    page_width BIGINT NOT NULL CHECK (page_width BETWEEN 1000 AND 4200),
    page_height BIGINT NOT NULL CHECK (page_height BETWEEN 1000 AND 4200),
    achievement TEXT NOT NULL
);

CREATE TABLE certificate_template_fields (
    template_id BIGINT NOT NULL REFERENCES certificate_templates (id) ON DELETE CASCADE,
    field TEXT NOT NULL CHECK (field IN (
        'national_heading', 'motto', 'giver', 'verb', 'award', 'recipient', 'position', 'unit', 'achievement', 'decision',
        'book', 'place_and_date', 'signer_position', 'signer_name'
    )),
    shown BOOLEAN NOT NULL,
    from_left BIGINT NOT NULL CHECK (from_left BETWEEN 0 AND 4200),
    from_top BIGINT NOT NULL CHECK (from_top BETWEEN 0 AND 4200),
    width BIGINT NOT NULL CHECK (width BETWEEN 50 AND 4200),
    size BIGINT NOT NULL CHECK (size BETWEEN 60 AND 960),
    align TEXT NOT NULL CHECK (align IN ('left', 'centre', 'right')),
    bold BOOLEAN NOT NULL,
    capitals BOOLEAN NOT NULL,
    PRIMARY KEY (template_id, field)
);

-- How far the printer in use prints off: one row, or none for not at all.
CREATE TABLE certificate_printers (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    to_right BIGINT NOT NULL CHECK (to_right BETWEEN -300 AND 300),
    to_bottom BIGINT NOT NULL CHECK (to_bottom BETWEEN -300 AND 300)
);

-- The golden book: an award's certificate has one number in the book of the year of its decision, for ever.
-- state is that of its last blank; decision_id and award_code are the award's.
CREATE TABLE certificates (
    id INTEGER NOT NULL PRIMARY KEY,
    award_id BIGINT NOT NULL UNIQUE REFERENCES awards (id),
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    award_code TEXT NOT NULL,
    book_year BIGINT NOT NULL,
    book_no BIGINT NOT NULL CHECK (book_no > 0),
    state TEXT NOT NULL CHECK (state IN ('printed', 'spoiled', 'handed_over', 'returned')),
    UNIQUE (book_year, book_no)
);
CREATE INDEX certificates_by_decision ON certificates (decision_id, award_code, state);
CREATE TRIGGER certificates_are_never_deleted BEFORE DELETE ON certificates
BEGIN SELECT RAISE(ABORT, 'the golden book is append-only'); END;

-- The register of blanks: what became of each. One that is spoiled stays, and the next takes its place.
CREATE TABLE certificate_blanks (
    id INTEGER NOT NULL PRIMARY KEY,
    certificate_id BIGINT NOT NULL REFERENCES certificates (id),
    award_code TEXT NOT NULL,
    serial TEXT NOT NULL CHECK (serial <> ''),
    state TEXT NOT NULL CHECK (state IN ('printed', 'spoiled', 'handed_over', 'returned')),
    printed_on DATE NOT NULL,
    received_by TEXT NOT NULL,
    handed_on DATE,
    spoiled_on DATE,
    reason TEXT NOT NULL,
    returned_on DATE,
    CHECK (state <> 'spoiled' OR (spoiled_on IS NOT NULL AND reason <> '')),
    CHECK (state <> 'handed_over' OR (handed_on IS NOT NULL AND received_by <> '')),
    CHECK (state <> 'returned' OR returned_on IS NOT NULL),
    UNIQUE (award_code, serial)
);
CREATE UNIQUE INDEX certificate_blanks_in_use ON certificate_blanks (certificate_id) WHERE state <> 'spoiled';
CREATE INDEX certificate_blanks_by_certificate ON certificate_blanks (certificate_id, id);
CREATE TRIGGER certificate_blanks_are_never_deleted BEFORE DELETE ON certificate_blanks
BEGIN SELECT RAISE(ABORT, 'the register of blanks is append-only'); END;
