-- Every figure ever entered, the newest of its key in force; an amount that is missing took the figure out. Rows are only
-- ever added, and revenue_actuals follows them by the trigger below: the figures in force, quick to read.
-- What was entered before there were entries has neither author nor time.
CREATE TABLE revenue_entries (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    line_code TEXT NOT NULL,
    unit_id BIGINT REFERENCES units (id),
    amount BIGINT,
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TIMESTAMP
);
INSERT INTO revenue_entries (year, month, line_code, unit_id, amount, reason, entered_by)
SELECT year, month, line_code, unit_id, amount, '', '' FROM revenue_actuals ORDER BY id;
CREATE INDEX revenue_entries_by_month ON revenue_entries (year, month, line_code);
CREATE TRIGGER revenue_entries_are_never_changed BEFORE UPDATE ON revenue_entries
BEGIN SELECT RAISE(ABORT, 'revenue entries are append-only'); END;
CREATE TRIGGER revenue_entries_are_never_deleted BEFORE DELETE ON revenue_entries
BEGIN SELECT RAISE(ABORT, 'revenue entries are append-only'); END;
CREATE TRIGGER revenue_entries_come_into_force AFTER INSERT ON revenue_entries
BEGIN
    DELETE FROM revenue_actuals WHERE new.amount IS NULL AND year = new.year AND line_code = new.line_code
        AND COALESCE(unit_id, 0) = COALESCE(new.unit_id, 0) AND month = new.month;
    INSERT INTO revenue_actuals (year, month, line_code, unit_id, amount)
    SELECT new.year, new.month, new.line_code, new.unit_id, new.amount WHERE new.amount IS NOT NULL
    ON CONFLICT (year, line_code, COALESCE(unit_id, 0), month) DO UPDATE SET amount = excluded.amount;
END;

-- The same of the estimates: revenue_estimates follows.
CREATE TABLE revenue_estimate_entries (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    line_code TEXT NOT NULL,
    unit_id BIGINT REFERENCES units (id),
    assigned_by TEXT NOT NULL CHECK (assigned_by IN ('central', 'province', 'target')),
    assigned_on DATE NOT NULL,
    amount BIGINT CHECK (amount >= 0),
    reason TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TIMESTAMP
);
INSERT INTO revenue_estimate_entries (year, line_code, unit_id, assigned_by, assigned_on, amount, reason, entered_by)
SELECT year, line_code, unit_id, assigned_by, assigned_on, amount, '', '' FROM revenue_estimates ORDER BY id;
CREATE INDEX revenue_estimate_entries_by_line ON revenue_estimate_entries (year, assigned_by, line_code);
CREATE TRIGGER revenue_estimate_entries_are_never_changed BEFORE UPDATE ON revenue_estimate_entries
BEGIN SELECT RAISE(ABORT, 'revenue entries are append-only'); END;
CREATE TRIGGER revenue_estimate_entries_are_never_deleted BEFORE DELETE ON revenue_estimate_entries
BEGIN SELECT RAISE(ABORT, 'revenue entries are append-only'); END;
CREATE TRIGGER revenue_estimate_entries_come_into_force AFTER INSERT ON revenue_estimate_entries
BEGIN
    DELETE FROM revenue_estimates WHERE new.amount IS NULL AND year = new.year AND assigned_by = new.assigned_by
        AND line_code = new.line_code AND COALESCE(unit_id, 0) = COALESCE(new.unit_id, 0) AND assigned_on = new.assigned_on;
    INSERT INTO revenue_estimates (year, line_code, unit_id, assigned_by, assigned_on, amount)
    SELECT new.year, new.line_code, new.unit_id, new.assigned_by, new.assigned_on, new.amount WHERE new.amount IS NOT NULL
    ON CONFLICT (year, assigned_by, line_code, COALESCE(unit_id, 0), assigned_on) DO UPDATE SET amount = excluded.amount;
END;
