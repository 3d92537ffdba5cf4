CREATE TABLE agencies (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    parent_name TEXT NOT NULL,
    place TEXT NOT NULL,
    symbol TEXT NOT NULL,
    head_person_id BIGINT REFERENCES people (id),
    union_chair_person_id BIGINT REFERENCES people (id),
    help_contact TEXT NOT NULL,
    address_form TEXT NOT NULL CHECK (address_form IN ('comrade', 'mr_ms')),
    review_days BIGINT NOT NULL CHECK (review_days BETWEEN 1 AND 90)
);

CREATE TABLE emulation_years (
    year INTEGER NOT NULL PRIMARY KEY CHECK (year BETWEEN 1945 AND 2200),
    registration_due_on DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed'))
);

-- The year's other dates; code is that of a deadline in the law catalogue.
CREATE TABLE key_dates (
    year BIGINT NOT NULL REFERENCES emulation_years (year) ON DELETE CASCADE,
    deadline_code TEXT NOT NULL,
    due_on DATE NOT NULL,
    PRIMARY KEY (year, deadline_code)
);
