CREATE TABLE movements (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    name TEXT NOT NULL CHECK (name <> ''),
    launched_by TEXT NOT NULL,
    document_number TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    aims TEXT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (year, name),
    CHECK (ends_on >= starts_on)
);

CREATE TABLE pacts (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    movement_id BIGINT REFERENCES movements (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    signed_on DATE,
    commitments TEXT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (year, unit_id)
);

CREATE TABLE pact_targets (
    id INTEGER NOT NULL PRIMARY KEY,
    pact_id BIGINT NOT NULL REFERENCES pacts (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    indicator TEXT NOT NULL CHECK (indicator <> ''),
    measure TEXT NOT NULL,
    target TEXT NOT NULL,
    due_on DATE,
    UNIQUE (pact_id, ordinal)
);
