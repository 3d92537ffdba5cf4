-- What a person found on a criterion that no register can tell. clause is a type of the law catalogue. A new
-- answer replaces the old one; the audit log keeps both.
CREATE TABLE judgements (
    id INTEGER NOT NULL PRIMARY KEY,
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    award_code TEXT NOT NULL,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    clause TEXT NOT NULL CHECK (clause <> ''),
    met BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    judged_by BIGINT REFERENCES accounts (id),
    judge_name TEXT NOT NULL,
    judged_on DATE NOT NULL,
    UNIQUE (subject_id, award_code, year, clause)
);

-- Assessments kept with what they were made for, so that an old file still explains itself after the law has
-- changed. The newest of an object is the one that counts; received_on is the day its dossier reached the
-- secretariat, which decided the regime; reason says why that day was mended.
CREATE TABLE assessments (
    id INTEGER NOT NULL PRIMARY KEY,
    object_kind TEXT NOT NULL CHECK (object_kind IN ('registration', 'dossier')),
    object_id BIGINT NOT NULL,
    received_on DATE NOT NULL,
    regime TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'needs_judgement')),
    record TEXT NOT NULL,
    reason TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    at TIMESTAMP NOT NULL
);
CREATE INDEX assessments_by_object ON assessments (object_kind, object_id, id);
CREATE TRIGGER assessments_are_never_changed BEFORE UPDATE ON assessments
BEGIN SELECT RAISE(ABORT, 'assessments are append-only'); END;
