-- The meeting of a unit that proposes who gets what (bình xét): who was there, and the votes line by line.
-- dossier_id is the proposal that came of a line.
CREATE TABLE unit_meetings (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    held_on DATE NOT NULL,
    place TEXT NOT NULL,
    chair_id BIGINT REFERENCES people (id),
    secretary_id BIGINT REFERENCES people (id),
    opinions TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    version BIGINT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    closed_at TIMESTAMP,
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX unit_meetings_by_unit ON unit_meetings (year, unit_id);

CREATE TABLE unit_meeting_attendance (
    meeting_id BIGINT NOT NULL REFERENCES unit_meetings (id) ON DELETE CASCADE,
    person_id BIGINT NOT NULL REFERENCES people (id),
    present BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
) WITHOUT ROWID;

CREATE TABLE unit_meeting_lines (
    id INTEGER NOT NULL PRIMARY KEY,
    meeting_id BIGINT NOT NULL REFERENCES unit_meetings (id) ON DELETE CASCADE,
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    award_code TEXT NOT NULL,
    registration_id BIGINT REFERENCES registrations (id),
    agree BIGINT NOT NULL CHECK (agree >= 0),
    disagree BIGINT NOT NULL CHECK (disagree >= 0),
    dossier_id BIGINT REFERENCES dossiers (id),
    UNIQUE (meeting_id, subject_id, award_code)
);
CREATE INDEX unit_meeting_lines_by_subject ON unit_meeting_lines (subject_id, award_code);
CREATE INDEX unit_meeting_lines_by_dossier ON unit_meeting_lines (dossier_id) WHERE dossier_id IS NOT NULL;
