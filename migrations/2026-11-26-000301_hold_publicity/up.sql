-- A list of proposals shown to all staff for some working days (niêm yết công khai) before they are decided.
-- ends_on is the last day for objections, reckoned when it was opened; an extension moves it.
CREATE TABLE publicity_periods (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    opened_on DATE NOT NULL,
    working_days BIGINT NOT NULL CHECK (working_days > 0),
    ends_on DATE NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    closed_on DATE,
    minutes_no TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    CHECK (ends_on > opened_on),
    CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
    CHECK (closed_on IS NULL OR closed_on > ends_on)
);
CREATE INDEX publicity_periods_by_year ON publicity_periods (year, opened_on, id);
CREATE INDEX publicity_periods_open ON publicity_periods (ends_on) WHERE state = 'open';

-- award_code is what the dossier proposed on the day of opening.
CREATE TABLE publicity_lines (
    period_id BIGINT NOT NULL REFERENCES publicity_periods (id),
    dossier_id BIGINT NOT NULL UNIQUE REFERENCES dossiers (id),
    award_code TEXT NOT NULL,
    PRIMARY KEY (period_id, dossier_id)
) WITHOUT ROWID;

-- What somebody says against a line, and what the secretariat answers. Who said it is for those who answer alone.
CREATE TABLE objections (
    id INTEGER NOT NULL PRIMARY KEY,
    period_id BIGINT NOT NULL,
    dossier_id BIGINT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    content TEXT NOT NULL CHECK (content <> ''),
    raised_at TIMESTAMP NOT NULL,
    outcome TEXT CHECK (outcome IN ('upheld', 'dismissed')),
    answer TEXT NOT NULL,
    answered_at TIMESTAMP,
    FOREIGN KEY (period_id, dossier_id) REFERENCES publicity_lines (period_id, dossier_id),
    CHECK ((outcome IS NULL) = (answered_at IS NULL)),
    CHECK ((outcome IS NULL) = (answer = ''))
);
CREATE INDEX objections_by_period ON objections (period_id, id);
CREATE INDEX objections_by_author ON objections (author_id, id);
CREATE INDEX objections_open ON objections (id) WHERE outcome IS NULL;

-- The day on which the minutes of its publicity were closed: from then on it can be decided.
ALTER TABLE dossiers ADD COLUMN publicity_closed_on DATE;
CREATE INDEX dossiers_publicity_closed ON dossiers (publicity_closed_on) WHERE state = 'published';
-- What the publicity list is drawn from.
CREATE INDEX dossiers_voted ON dossiers (year, unit_id, sort_key, id) WHERE state = 'council_voted';
-- The movement that a thematic commendation rewards (khen thưởng theo chuyên đề).
ALTER TABLE dossiers ADD COLUMN movement_id BIGINT REFERENCES movements (id);
CREATE INDEX dossiers_by_movement ON dossiers (movement_id) WHERE movement_id IS NOT NULL;
