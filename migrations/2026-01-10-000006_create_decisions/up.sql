-- authority is a code of the catalogue or, for an imported paper, the name as it stands there.
CREATE TABLE decisions (
    id INTEGER NOT NULL PRIMARY KEY,
    authority TEXT NOT NULL CHECK (authority <> ''),
    own BOOLEAN NOT NULL,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    abstract_line TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'corrected', 'revoked')),
    version BIGINT NOT NULL,
    number TEXT,
    decided_on DATE,
    number_year INTEGER GENERATED ALWAYS AS (CAST(substr(decided_on, 1, 4) AS INTEGER)) VIRTUAL,
    signer_name TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    CHECK (state = 'draft' OR (number IS NOT NULL AND decided_on IS NOT NULL))
);
CREATE UNIQUE INDEX decisions_number_once_a_year ON decisions (authority, number_year, number) WHERE number IS NOT NULL;
CREATE INDEX decisions_by_year ON decisions (year, decided_on);

-- The list of a decision while it is a draft; issuing turns each line into an award.
CREATE TABLE decision_lines (
    id INTEGER NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
    registration_id BIGINT NOT NULL UNIQUE REFERENCES registrations (id)
);
CREATE INDEX decision_lines_by_decision ON decision_lines (decision_id);

-- unit_id and position are those of the day of the decision. yearly comes from the catalogue, so that
-- the database itself refuses a second yearly title of the same year.
CREATE TABLE awards (
    id INTEGER NOT NULL PRIMARY KEY,
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    award_code TEXT NOT NULL,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    yearly BOOLEAN NOT NULL,
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    registration_id BIGINT REFERENCES registrations (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    position TEXT NOT NULL,
    achievement TEXT NOT NULL,
    revoked_on DATE,
    revoked_by TEXT NOT NULL,
    sort_key BINARY NOT NULL,
    UNIQUE (subject_id, award_code, year, decision_id)
);
CREATE UNIQUE INDEX awards_yearly_once ON awards (subject_id, award_code, year) WHERE yearly AND revoked_on IS NULL;
CREATE INDEX awards_in_order ON awards (year, unit_id, sort_key, id);
CREATE INDEX awards_by_award ON awards (year, award_code, unit_id, revoked_on, subject_id);
CREATE INDEX awards_by_decision ON awards (decision_id);

CREATE TABLE interim_results (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    award_code TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed')),
    on_date DATE NOT NULL,
    sort_key BINARY NOT NULL,
    UNIQUE (year, subject_id, award_code)
);
CREATE INDEX interim_results_by_award ON interim_results (year, award_code, unit_id, state);
CREATE INDEX interim_results_in_order ON interim_results (year, unit_id, sort_key, id);

CREATE TABLE grades (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    grade TEXT NOT NULL,
    score_hundredths BIGINT CHECK (score_hundredths BETWEEN 0 AND 10000),
    UNIQUE (subject_id, year)
);
CREATE INDEX grades_by_year ON grades (year, grade);
