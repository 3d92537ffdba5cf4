-- Relatives on the staff, as declared: whoever is one of an author does not score the initiative. One row says it of
-- both; relation is what the relative is to the person ("vợ", "anh ruột").
CREATE TABLE relatives (
    person_id BIGINT NOT NULL REFERENCES people (id),
    relative_id BIGINT NOT NULL REFERENCES people (id),
    relation TEXT NOT NULL CHECK (relation <> ''),
    declared_on DATE NOT NULL,
    PRIMARY KEY (person_id, relative_id),
    CHECK (person_id <> relative_id)
) WITHOUT ROWID;
CREATE INDEX relatives_by_relative ON relatives (relative_id, person_id);

-- The sheet a new round offers (empty: the catalogue's own choice), and whether colleagues of an author's unit are
-- kept from scoring.
ALTER TABLE agencies ADD COLUMN score_sheet TEXT NOT NULL DEFAULT '';
ALTER TABLE agencies ADD COLUMN spares_own_unit BOOLEAN NOT NULL DEFAULT FALSE;

-- A round of reviewing initiatives. Rubric, pass mark (tenths of a point), threshold and quorum (fractions of all) are
-- kept as they were when it was opened, so that an old round explains itself after the law has changed. The minutes
-- are there once it is concluded; decision_abstract once the decision is drafted; its number once it is issued.
CREATE TABLE initiative_rounds (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    name TEXT NOT NULL CHECK (name <> ''),
    filing_due_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'scoring', 'concluded', 'decided')),
    sheet_code TEXT NOT NULL CHECK (sheet_code <> ''),
    pass_mark BIGINT NOT NULL CHECK (pass_mark > 0),
    threshold_part BIGINT NOT NULL CHECK (threshold_part >= 0),
    threshold_whole BIGINT NOT NULL CHECK (threshold_whole > 0),
    quorum_part BIGINT NOT NULL CHECK (quorum_part >= 0),
    quorum_whole BIGINT NOT NULL CHECK (quorum_whole > 0),
    spares_own_unit BOOLEAN NOT NULL,
    council_no TEXT NOT NULL,
    minutes_no TEXT NOT NULL,
    held_on DATE,
    begun_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    place TEXT NOT NULL,
    opinions TEXT NOT NULL,
    decision_abstract TEXT NOT NULL,
    decision_no TEXT,
    decided_on DATE,
    number_year INTEGER GENERATED ALWAYS AS (CAST(substr(decided_on, 1, 4) AS INTEGER)) VIRTUAL,
    signer_name TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    CHECK ((state IN ('concluded', 'decided')) = (held_on IS NOT NULL)),
    CHECK ((state = 'decided') = (decision_no IS NOT NULL)),
    CHECK ((decision_no IS NULL) = (decided_on IS NULL)),
    CHECK (decision_no IS NULL OR decision_abstract <> '')
);
CREATE INDEX initiative_rounds_by_year ON initiative_rounds (year, id);
CREATE INDEX initiative_rounds_running ON initiative_rounds (state) WHERE state <> 'decided';
CREATE UNIQUE INDEX initiative_rounds_number_once_a_year ON initiative_rounds (number_year, decision_no)
WHERE decision_no IS NOT NULL;

-- A grade begins at a score (tenths of a point) and reaches up to the next.
CREATE TABLE initiative_round_grades (
    round_id BIGINT NOT NULL REFERENCES initiative_rounds (id),
    letter TEXT NOT NULL CHECK (letter <> ''),
    from_score BIGINT NOT NULL CHECK (from_score > 0),
    PRIMARY KEY (round_id, letter),
    UNIQUE (round_id, from_score)
) WITHOUT ROWID;

CREATE TABLE initiative_round_seats (
    round_id BIGINT NOT NULL REFERENCES initiative_rounds (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    seat TEXT NOT NULL CHECK (seat IN ('chair', 'deputy', 'member', 'secretary')),
    attended BOOLEAN NOT NULL,
    PRIMARY KEY (round_id, person_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX initiative_round_seats_single ON initiative_round_seats (round_id, seat)
WHERE seat IN ('chair', 'secretary');
CREATE INDEX initiative_round_seats_by_person ON initiative_round_seats (person_id, round_id);

-- An initiative is reviewed once. The result is written at the conclusion and stays: the sum of all sheets sent (tenths
-- of a point), how many they are, how many agree, of how many examiners in all.
CREATE TABLE initiative_round_items (
    round_id BIGINT NOT NULL REFERENCES initiative_rounds (id),
    initiative_id BIGINT NOT NULL UNIQUE REFERENCES initiatives (id),
    score_sum BIGINT NOT NULL,
    sheets BIGINT NOT NULL,
    agree BIGINT NOT NULL,
    examiners BIGINT NOT NULL,
    passed BOOLEAN,
    grade TEXT NOT NULL,
    PRIMARY KEY (round_id, initiative_id)
) WITHOUT ROWID;

-- replaces_id: the recused whose place this examiner took; then only this one counts.
CREATE TABLE initiative_sheets (
    id INTEGER NOT NULL PRIMARY KEY,
    round_id BIGINT NOT NULL,
    initiative_id BIGINT NOT NULL,
    examiner_id BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('assigned', 'sent', 'recused')),
    verdict TEXT CHECK (verdict IN ('recognise', 'refuse')),
    comment TEXT NOT NULL,
    conflict TEXT NOT NULL,
    reopened_because TEXT NOT NULL,
    sent_at TIMESTAMP,
    replaces_id BIGINT UNIQUE REFERENCES initiative_sheets (id),
    UNIQUE (round_id, initiative_id, examiner_id),
    FOREIGN KEY (round_id, initiative_id) REFERENCES initiative_round_items (round_id, initiative_id),
    FOREIGN KEY (round_id, examiner_id) REFERENCES initiative_round_seats (round_id, person_id),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CHECK (state <> 'sent' OR verdict IS NOT NULL),
    CHECK ((state = 'recused') = (conflict <> ''))
);
CREATE INDEX initiative_sheets_by_initiative ON initiative_sheets (initiative_id, examiner_id);
CREATE INDEX initiative_sheets_to_score ON initiative_sheets (examiner_id) WHERE state = 'assigned';

-- Tenths of a point.
CREATE TABLE initiative_sheet_marks (
    sheet_id BIGINT NOT NULL REFERENCES initiative_sheets (id) ON DELETE CASCADE,
    criterion TEXT NOT NULL,
    points BIGINT NOT NULL CHECK (points >= 0),
    PRIMARY KEY (sheet_id, criterion)
) WITHOUT ROWID;
