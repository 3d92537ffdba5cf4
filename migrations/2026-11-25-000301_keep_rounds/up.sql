-- From when one may register; empty means as soon as the year is open.
ALTER TABLE emulation_years ADD COLUMN registration_opens_on DATE;
-- The day on which the year was ended by hand: nothing in it changes any more. A past year that came in with the
-- registers stands closed without such a day, and takes what comes in later.
ALTER TABLE emulation_years ADD COLUMN closed_on DATE;

-- More time to register than the others have: for a person, or for a unit with all its people.
CREATE TABLE registration_extensions (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    until DATE NOT NULL,
    reason TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_on DATE NOT NULL,
    withdrawn_on DATE,
    withdrawn_because TEXT NOT NULL,
    CHECK (withdrawn_on IS NOT NULL OR withdrawn_because = '')
);
CREATE UNIQUE INDEX registration_extensions_one_live ON registration_extensions (year, subject_id) WHERE withdrawn_on IS NULL;
CREATE INDEX registration_extensions_by_year ON registration_extensions (year, id);

-- A unit finishes one meeting before it begins the next.
CREATE UNIQUE INDEX unit_meetings_one_open ON unit_meetings (year, unit_id) WHERE state = 'open';
CREATE INDEX unit_meeting_lines_by_registration ON unit_meeting_lines (registration_id) WHERE registration_id IS NOT NULL;
