-- A movement is prepared part by part, launched once by a leader, changed only with a reason, or cancelled. Those
-- recorded before stand launched, by whom and when nobody noted.
ALTER TABLE movements ADD COLUMN state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'launched', 'cancelled'));
ALTER TABLE movements ADD COLUMN origin TEXT NOT NULL DEFAULT 'own' CHECK (origin IN ('own', 'received'));
-- The paper of the higher level that launched it; document_number is the agency's own.
ALTER TABLE movements ADD COLUMN higher_document TEXT NOT NULL DEFAULT '';
ALTER TABLE movements ADD COLUMN criteria_units TEXT NOT NULL DEFAULT '';
ALTER TABLE movements ADD COLUMN criteria_people TEXT NOT NULL DEFAULT '';
ALTER TABLE movements ADD COLUMN criteria_leaders TEXT NOT NULL DEFAULT '';
ALTER TABLE movements ADD COLUMN plan_words TEXT NOT NULL DEFAULT '';
-- Whether units were chosen one by one; else all collectives of the day of the launch take part.
ALTER TABLE movements ADD COLUMN units_chosen BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE movements ADD COLUMN launched_at TIMESTAMP;
ALTER TABLE movements ADD COLUMN launched_name TEXT NOT NULL DEFAULT '';
ALTER TABLE movements ADD COLUMN cancelled_because TEXT NOT NULL DEFAULT '';
UPDATE movements SET state = 'launched';
CREATE INDEX movements_by_state ON movements (year, state, starts_on);

-- While it is a draft: the units chosen. Once launched: all that take part.
CREATE TABLE movement_units (
    movement_id BIGINT NOT NULL REFERENCES movements (id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    PRIMARY KEY (movement_id, unit_id)
) WITHOUT ROWID;
CREATE INDEX movement_units_by_unit ON movement_units (unit_id);
INSERT INTO movement_units SELECT m.id, u.id FROM movements m JOIN units u ON u.kind IN ('division', 'affiliate')
    AND (u.founded_on IS NULL OR u.founded_on <= m.starts_on) AND (u.dissolved_on IS NULL OR u.dissolved_on >= m.starts_on);

-- unit_id is who answers for a task; empty means every unit that takes part.
CREATE TABLE movement_tasks (
    id INTEGER NOT NULL PRIMARY KEY,
    movement_id BIGINT NOT NULL REFERENCES movements (id) ON DELETE CASCADE,
    ordinal BIGINT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    unit_id BIGINT REFERENCES units (id),
    due_on DATE,
    UNIQUE (movement_id, ordinal)
);

-- What is commended at the end, and how many at most.
CREATE TABLE movement_plan_lines (
    movement_id BIGINT NOT NULL REFERENCES movements (id) ON DELETE CASCADE,
    ordinal BIGINT NOT NULL,
    award_code TEXT NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('person', 'unit')),
    most BIGINT NOT NULL CHECK (most > 0),
    PRIMARY KEY (movement_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE movement_files (
    id INTEGER NOT NULL PRIMARY KEY,
    movement_id BIGINT NOT NULL REFERENCES movements (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX movement_files_by_movement ON movement_files (movement_id);

-- What a unit says of its part, in the middle and at the end; remark is the leadership's answer, after which it stays.
CREATE TABLE movement_reviews (
    movement_id BIGINT NOT NULL REFERENCES movements (id) ON DELETE CASCADE,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL CHECK (kind IN ('interim', 'final')),
    tasks_done TEXT NOT NULL,
    result TEXT NOT NULL,
    shortcomings TEXT NOT NULL,
    proposal TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    remark TEXT NOT NULL DEFAULT '',
    remarked_by TEXT NOT NULL DEFAULT '',
    remarked_at TIMESTAMP,
    version BIGINT NOT NULL,
    PRIMARY KEY (movement_id, kind, unit_id)
) WITHOUT ROWID;
CREATE INDEX movement_reviews_by_unit ON movement_reviews (unit_id);

-- The measurable targets of movements and pacts. goal is a plain decimal; words is what older pacts promised where no
-- number can be read. lines holds the codes of leaf revenue lines, a space between them; award_code is empty for any.
CREATE TABLE targets (
    id INTEGER NOT NULL PRIMARY KEY,
    movement_id BIGINT REFERENCES movements (id) ON DELETE CASCADE,
    pact_id BIGINT REFERENCES pacts (id) ON DELETE CASCADE,
    ordinal BIGINT NOT NULL,
    indicator TEXT NOT NULL CHECK (indicator <> ''),
    measure TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('by_hand', 'total_revenue', 'revenue_lines', 'registrations', 'awards', 'initiatives')),
    manner TEXT NOT NULL CHECK (manner IN ('total', 'level')),
    goal TEXT,
    words TEXT NOT NULL,
    lines TEXT NOT NULL,
    answering_id BIGINT REFERENCES units (id),
    award_code TEXT NOT NULL,
    due_on DATE,
    reported TEXT,
    reported_on DATE,
    CHECK ((movement_id IS NULL) <> (pact_id IS NULL)),
    CHECK ((reported IS NULL) = (reported_on IS NULL)),
    UNIQUE (movement_id, ordinal),
    UNIQUE (pact_id, ordinal)
);
INSERT INTO targets (pact_id, ordinal, indicator, measure, source, manner, goal, words, lines, award_code, due_on)
SELECT pact_id, ordinal, indicator, measure, 'by_hand', CASE WHEN trim(measure) = '%' THEN 'level' ELSE 'total' END, goal,
    CASE WHEN goal IS NULL THEN target ELSE '' END, '', '', due_on
FROM (SELECT *, CASE
        WHEN length(target) > 15 THEN NULL
        WHEN target <> '' AND target NOT GLOB '*[^0-9]*' THEN CAST(CAST(target AS INTEGER) AS TEXT)
        WHEN target GLOB '[0-9]*,[0-9]*' AND length(target) - length(replace(target, ',', '')) = 1
            AND replace(target, ',', '') NOT GLOB '*[^0-9]*'
            AND length(target) - instr(target, ',') <= 2 THEN replace(target, ',', '.')
        WHEN target GLOB '[0-9].[0-9][0-9][0-9]' OR target GLOB '[0-9][0-9].[0-9][0-9][0-9]'
            OR target GLOB '[0-9][0-9][0-9].[0-9][0-9][0-9]' THEN replace(target, '.', '')
    END AS goal FROM pact_targets);
DROP TABLE pact_targets;
