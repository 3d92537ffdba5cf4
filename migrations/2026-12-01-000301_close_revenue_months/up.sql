-- Months whose figures were closed (chốt số liệu) and opened again; the newest row of a month says how it stands. Rows are
-- only ever added. total is what had come in of line A in the month, in đồng.
CREATE TABLE revenue_closings (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    state TEXT NOT NULL CHECK (state IN ('closed', 'reopened')),
    total BIGINT NOT NULL,
    reason TEXT NOT NULL CHECK (state = 'closed' OR reason <> ''),
    account_id BIGINT REFERENCES accounts (id),
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL
);
CREATE INDEX revenue_closings_by_month ON revenue_closings (year, month, id);
CREATE TRIGGER revenue_closings_are_never_changed BEFORE UPDATE ON revenue_closings
BEGIN SELECT RAISE(ABORT, 'closings are append-only'); END;
CREATE TRIGGER revenue_closings_are_never_deleted BEFORE DELETE ON revenue_closings
BEGIN SELECT RAISE(ABORT, 'closings are append-only'); END;
