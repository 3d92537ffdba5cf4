-- Reports being finished: content is what the figures said when they were last counted and what an official wrote in
-- place of a paragraph, as JSON. month is the last one counted; without a unit it is on the whole agency.
CREATE TABLE reports (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    kind TEXT NOT NULL CHECK (kind IN ('half-year', 'year', 'revenue')),
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    unit_id BIGINT REFERENCES units (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'completed')),
    content TEXT NOT NULL,
    counted_on DATE NOT NULL,
    writer TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX reports_by_year ON reports (year, kind, month);
CREATE INDEX reports_by_unit ON reports (unit_id);
CREATE UNIQUE INDEX reports_once_in_draft ON reports (year, kind, month, COALESCE(unit_id, 0)) WHERE state = 'draft';
CREATE TRIGGER reports_stay_as_completed BEFORE UPDATE OF content ON reports WHEN OLD.state = 'completed'
BEGIN SELECT RAISE(ABORT, 'completed reports are kept as they are'); END;
