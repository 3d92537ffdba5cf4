-- A staff conference (hội nghị cán bộ, công chức): planned, then held with what came of it. due_on is the day by which it
-- ought to be held; called and attended are counts of people.
CREATE TABLE conferences (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    title TEXT NOT NULL CHECK (title <> ''),
    planned_on DATE NOT NULL,
    due_on DATE,
    place TEXT NOT NULL,
    chair TEXT NOT NULL,
    union_chair TEXT NOT NULL,
    agenda TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'held')),
    held_on DATE,
    called BIGINT CHECK (called > 0),
    attended BIGINT CHECK (attended >= 0),
    resolutions TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    CHECK ((state = 'held') = (held_on IS NOT NULL AND called IS NOT NULL AND attended IS NOT NULL)),
    CHECK (attended <= called)
);
CREATE INDEX conferences_in_order ON conferences (year, planned_on, id);
