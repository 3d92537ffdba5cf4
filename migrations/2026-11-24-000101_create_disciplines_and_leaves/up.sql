-- What a person was disciplined for by decision, and when a person was on leave: facts that titles depend on.
-- kind of a discipline is a code of the catalogue. A row entered by mistake is deleted; the audit log keeps it.
CREATE TABLE disciplines (
    id INTEGER NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    decided_on DATE NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    decision_no TEXT NOT NULL,
    entered_by BIGINT REFERENCES accounts (id),
    UNIQUE (person_id, decided_on)
);
CREATE INDEX disciplines_by_day ON disciplines (decided_on);

-- to_date is the last day of the leave; open while it goes on.
CREATE TABLE leaves (
    id INTEGER NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_date DATE NOT NULL,
    to_date DATE,
    kind TEXT NOT NULL CHECK (kind IN ('maternity', 'rescue_injury', 'study', 'unpaid', 'sick')),
    entered_by BIGINT REFERENCES accounts (id),
    UNIQUE (person_id, from_date),
    CHECK (to_date IS NULL OR to_date >= from_date)
);
CREATE INDEX leaves_by_day ON leaves (from_date, to_date);
