-- Dossiers sent up together under one proposal (tờ trình) to a higher level. A draft has neither number nor day.
-- What came of each line is told by its dossier and its award.
CREATE TABLE escalations (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted')),
    recipient TEXT NOT NULL CHECK (recipient <> ''),
    summary TEXT NOT NULL,
    number TEXT,
    submitted_on DATE,
    signer_name TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    CHECK ((state = 'submitted') = (number IS NOT NULL)),
    CHECK ((number IS NULL) = (submitted_on IS NULL))
);
CREATE INDEX escalations_by_year ON escalations (year, submitted_on, id);
CREATE INDEX escalations_by_number ON escalations (number) WHERE number IS NOT NULL;

-- award_code is what it proposed on the day it was sent.
CREATE TABLE escalation_lines (
    escalation_id BIGINT NOT NULL REFERENCES escalations (id) ON DELETE CASCADE,
    dossier_id BIGINT NOT NULL UNIQUE REFERENCES dossiers (id),
    award_code TEXT NOT NULL,
    PRIMARY KEY (escalation_id, dossier_id)
) WITHOUT ROWID;
