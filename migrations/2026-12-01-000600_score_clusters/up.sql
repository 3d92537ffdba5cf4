-- A block (khối, cụm thi đua): peer units that are scored by one table of criteria in a year. edition is how often that
-- table was published; while it is prepared or revised, its criteria are those of the next edition.
CREATE TABLE emulation_clusters (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    name TEXT NOT NULL CHECK (name <> ''),
    -- The paper it rests on; may be empty.
    basis TEXT NOT NULL,
    -- Until when units score themselves, and until when that is verified.
    self_due_on DATE NOT NULL,
    verify_due_on DATE NOT NULL CHECK (verify_due_on >= self_due_on),
    state TEXT NOT NULL CHECK (state IN ('draft', 'scoring', 'revising', 'proposed', 'concluded')),
    edition BIGINT NOT NULL DEFAULT 0 CHECK (edition >= 0),
    -- Why the published table is revised, while it is.
    revised_because TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL,
    UNIQUE (year, name)
);
CREATE INDEX emulation_clusters_by_state ON emulation_clusters (state);

CREATE TABLE cluster_members (
    cluster_id BIGINT NOT NULL REFERENCES emulation_clusters (id) ON DELETE CASCADE,
    -- The block's, so that a unit stands in one block a year.
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    PRIMARY KEY (cluster_id, unit_id),
    UNIQUE (year, unit_id)
) WITHOUT ROWID;

-- One line of the table of criteria. most, full_at and each are plain decimals: points, percent, points.
CREATE TABLE cluster_criteria (
    id INTEGER NOT NULL PRIMARY KEY,
    cluster_id BIGINT NOT NULL REFERENCES emulation_clusters (id) ON DELETE CASCADE,
    edition BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    -- The line of the edition before that it was taken over from, so that its points are too.
    from_id BIGINT REFERENCES cluster_criteria (id),
    group_name TEXT NOT NULL CHECK (group_name <> ''),
    content TEXT NOT NULL CHECK (content <> ''),
    manner TEXT NOT NULL CHECK (manner IN ('self', 'revenue', 'awards', 'bonus', 'minus')),
    most TEXT NOT NULL,
    -- Of revenue: a movement's target for all units; without it each unit's own in its pact.
    target_id BIGINT REFERENCES targets (id) ON DELETE SET NULL,
    -- Of revenue: the percentage of the target that earns all points.
    full_at TEXT,
    -- Of awards: which, and how many points each.
    award_code TEXT NOT NULL DEFAULT '',
    each TEXT,
    -- Its place among those that decide between units of the same total.
    tie_order BIGINT CHECK (tie_order > 0),
    CHECK ((manner = 'revenue') = (full_at IS NOT NULL)),
    CHECK ((manner = 'awards') = (each IS NOT NULL)),
    CHECK ((manner = 'awards') = (award_code <> '')),
    UNIQUE (cluster_id, edition, ordinal),
    UNIQUE (cluster_id, edition, tie_order)
);
CREATE INDEX cluster_criteria_by_origin ON cluster_criteria (from_id);
CREATE INDEX cluster_criteria_by_target ON cluster_criteria (target_id);

-- Each publication of the table of criteria.
CREATE TABLE cluster_editions (
    cluster_id BIGINT NOT NULL REFERENCES emulation_clusters (id),
    edition BIGINT NOT NULL,
    reason TEXT NOT NULL,
    published_by TEXT NOT NULL,
    published_at TIMESTAMP NOT NULL,
    PRIMARY KEY (cluster_id, edition)
) WITHOUT ROWID;
CREATE TRIGGER cluster_editions_are_never_changed BEFORE UPDATE ON cluster_editions
BEGIN SELECT RAISE(ABORT, 'cluster editions are only ever added'); END;
CREATE TRIGGER cluster_editions_are_never_deleted BEFORE DELETE ON cluster_editions
BEGIN SELECT RAISE(ABORT, 'cluster editions are only ever added'); END;

-- What one unit scores itself, and what the secretariat finds of it.
CREATE TABLE cluster_sheets (
    id INTEGER NOT NULL PRIMARY KEY,
    cluster_id BIGINT NOT NULL REFERENCES emulation_clusters (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'confirmed')),
    -- Who writes for the head of the unit.
    scribe_id BIGINT REFERENCES people (id),
    submitted_by BIGINT REFERENCES accounts (id),
    submitted_name TEXT NOT NULL DEFAULT '',
    submitted_at TIMESTAMP,
    confirmed_name TEXT NOT NULL DEFAULT '',
    confirmed_at TIMESTAMP,
    returned_because TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL,
    UNIQUE (cluster_id, unit_id)
);
CREATE INDEX cluster_sheets_by_unit ON cluster_sheets (unit_id, state);
CREATE INDEX cluster_sheets_by_state ON cluster_sheets (state);
CREATE INDEX cluster_sheets_by_scribe ON cluster_sheets (scribe_id, state) WHERE scribe_id IS NOT NULL;

CREATE TABLE cluster_scores (
    sheet_id BIGINT NOT NULL REFERENCES cluster_sheets (id),
    criterion_id BIGINT NOT NULL REFERENCES cluster_criteria (id),
    self_points TEXT,
    explanation TEXT NOT NULL,
    verified_points TEXT,
    -- Why the verified points are others than the unit's own.
    reason TEXT NOT NULL,
    PRIMARY KEY (sheet_id, criterion_id)
) WITHOUT ROWID;
CREATE INDEX cluster_scores_by_criterion ON cluster_scores (criterion_id);

CREATE TABLE cluster_files (
    id INTEGER NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES cluster_sheets (id),
    -- What it is evidence of, as a number of the table; 0 for all of the sheet.
    ordinal BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX cluster_files_by_sheet ON cluster_files (sheet_id);

-- What the head of the agency concluded, and each conclusion that was taken back.
CREATE TABLE cluster_conclusions (
    id INTEGER NOT NULL PRIMARY KEY,
    cluster_id BIGINT NOT NULL REFERENCES emulation_clusters (id),
    kind TEXT NOT NULL CHECK (kind IN ('conclusion', 'revocation')),
    edition BIGINT NOT NULL,
    note TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP NOT NULL
);
CREATE INDEX cluster_conclusions_by_cluster ON cluster_conclusions (cluster_id);

-- The table as it was concluded, unit by unit and line by line; words are how the points of a line came about.
CREATE TABLE cluster_results (
    conclusion_id BIGINT NOT NULL REFERENCES cluster_conclusions (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    ordinal BIGINT NOT NULL,
    rank BIGINT NOT NULL CHECK (rank > 0),
    total TEXT NOT NULL,
    tie TEXT NOT NULL,
    PRIMARY KEY (conclusion_id, unit_id)
) WITHOUT ROWID;
CREATE INDEX cluster_results_by_unit ON cluster_results (unit_id);
CREATE TABLE cluster_result_lines (
    conclusion_id BIGINT NOT NULL REFERENCES cluster_conclusions (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    criterion_id BIGINT NOT NULL REFERENCES cluster_criteria (id),
    points TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (conclusion_id, unit_id, criterion_id)
) WITHOUT ROWID;
CREATE INDEX cluster_result_lines_by_criterion ON cluster_result_lines (criterion_id);
CREATE INDEX cluster_result_lines_by_unit ON cluster_result_lines (unit_id);
CREATE TRIGGER cluster_conclusions_are_never_changed BEFORE UPDATE ON cluster_conclusions
BEGIN SELECT RAISE(ABORT, 'conclusions are only ever added'); END;
CREATE TRIGGER cluster_conclusions_are_never_deleted BEFORE DELETE ON cluster_conclusions
BEGIN SELECT RAISE(ABORT, 'conclusions are only ever added'); END;
CREATE TRIGGER cluster_results_are_never_changed BEFORE UPDATE ON cluster_results
BEGIN SELECT RAISE(ABORT, 'concluded results are only ever added'); END;
CREATE TRIGGER cluster_results_are_never_deleted BEFORE DELETE ON cluster_results
BEGIN SELECT RAISE(ABORT, 'concluded results are only ever added'); END;
CREATE TRIGGER cluster_result_lines_are_never_changed BEFORE UPDATE ON cluster_result_lines
BEGIN SELECT RAISE(ABORT, 'concluded results are only ever added'); END;
CREATE TRIGGER cluster_result_lines_are_never_deleted BEFORE DELETE ON cluster_result_lines
BEGIN SELECT RAISE(ABORT, 'concluded results are only ever added'); END;
