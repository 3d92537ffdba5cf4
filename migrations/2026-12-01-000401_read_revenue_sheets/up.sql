-- A report of an agency that collects revenue, from its upload to the import that came of it. The columns from year to
-- notation say how somebody wants it read where the sheet itself does not say or says it wrong; content is emptied once stored.
CREATE TABLE revenue_sheets (
    id INTEGER NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content BINARY NOT NULL,
    content_hash TEXT NOT NULL,
    year BIGINT,
    month INTEGER CHECK (month BETWEEN 1 AND 12),
    measure TEXT CHECK (measure IN ('month', 'quarter', 'cumulative')),
    money TEXT CHECK (money IN ('đồng', 'triệu đồng', 'tỷ đồng')),
    amount_column INTEGER,
    notation TEXT NOT NULL CHECK (notation IN ('vi', 'en')),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    sent_by TEXT NOT NULL,
    sent_at TIMESTAMP NOT NULL,
    import_id BIGINT REFERENCES imports (id),
    stored_at TIMESTAMP,
    reason TEXT NOT NULL,
    CHECK ((import_id IS NULL) = (stored_at IS NULL))
);
CREATE INDEX revenue_sheets_by_period ON revenue_sheets (year, month);
CREATE INDEX revenue_sheets_by_hash ON revenue_sheets (content_hash);
CREATE INDEX revenue_sheets_by_import ON revenue_sheets (import_id);

-- What of each line was stored: the sheet's figure, what the months before had of it, the month's figure before and after.
CREATE TABLE revenue_sheet_lines (
    sheet_id BIGINT NOT NULL REFERENCES revenue_sheets (id),
    line_code TEXT NOT NULL,
    reported BIGINT NOT NULL,
    earlier BIGINT NOT NULL,
    stored_before BIGINT,
    amount BIGINT NOT NULL,
    PRIMARY KEY (sheet_id, line_code)
);
CREATE TRIGGER revenue_sheet_lines_are_never_changed BEFORE UPDATE ON revenue_sheet_lines
BEGIN SELECT RAISE(ABORT, 'lines of revenue sheets are append-only'); END;
CREATE TRIGGER revenue_sheet_lines_are_never_deleted BEFORE DELETE ON revenue_sheet_lines
BEGIN SELECT RAISE(ABORT, 'lines of revenue sheets are append-only'); END;

-- Which line a name means that the catalogue does not know, where it stands under another; no line: rows of it are left out.
CREATE TABLE revenue_line_names (
    id INTEGER NOT NULL PRIMARY KEY,
    name_key TEXT NOT NULL,
    under_key TEXT NOT NULL,
    name TEXT NOT NULL,
    under TEXT NOT NULL,
    line_code TEXT,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    written_by TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    UNIQUE (name_key, under_key)
);
