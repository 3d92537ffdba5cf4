-- line_code is a leaf of the catalogue's revenue tree. A row without a unit is the line's figure; rows
-- with one say who answers for how much of it. Amounts are whole đồng.
CREATE TABLE revenue_estimates (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    line_code TEXT NOT NULL,
    unit_id BIGINT REFERENCES units (id),
    assigned_by TEXT NOT NULL CHECK (assigned_by IN ('central', 'province', 'target')),
    assigned_on DATE NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0)
);
CREATE UNIQUE INDEX revenue_estimates_once ON revenue_estimates (year, assigned_by, line_code, COALESCE(unit_id, 0), assigned_on);

CREATE TABLE revenue_actuals (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    line_code TEXT NOT NULL,
    unit_id BIGINT REFERENCES units (id),
    amount BIGINT NOT NULL
);
CREATE UNIQUE INDEX revenue_actuals_once ON revenue_actuals (year, line_code, COALESCE(unit_id, 0), month);

-- What the accountant says about a month's figures.
CREATE TABLE revenue_notes (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    body TEXT NOT NULL CHECK (body <> ''),
    written_by TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL
);
CREATE INDEX revenue_notes_by_month ON revenue_notes (year, month);
