-- unit_id is the unit on the day of filing (a collective's own id for a collective);
-- sort_key repeats the subject's, so that a year's list comes out of one index in order.
CREATE TABLE registrations (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    award_code TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'filed', 'unit_reviewed', 'accepted', 'awarded', 'not_awarded', 'escalated', 'returned', 'rejected', 'withdrawn')),
    version BIGINT NOT NULL,
    registered_on DATE,
    pledge TEXT NOT NULL,
    planned_initiative TEXT NOT NULL,
    note TEXT NOT NULL,
    reason TEXT NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    moved_by BIGINT REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    due_on DATE,
    sort_key BINARY NOT NULL
);
CREATE UNIQUE INDEX registrations_one_live ON registrations (year, subject_id, award_code) WHERE state NOT IN ('withdrawn', 'rejected');
CREATE INDEX registrations_in_order ON registrations (year, unit_id, sort_key, id);
CREATE INDEX registrations_by_state ON registrations (year, state, unit_id, sort_key, id);
CREATE INDEX registrations_by_award ON registrations (year, award_code, unit_id, sort_key, id);
CREATE INDEX registrations_by_subject ON registrations (subject_id, year);
CREATE INDEX registrations_queue ON registrations (state, unit_id, since) WHERE state IN ('filed', 'unit_reviewed', 'accepted', 'returned', 'escalated');

-- Kept counts: the heading of a list ("124 hồ sơ") costs the same at 120 people and at 50,000.
-- unit_id 0 is all units together.
CREATE TABLE registration_tallies (
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    award_code TEXT NOT NULL,
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (year, unit_id, award_code, state)
) WITHOUT ROWID;
CREATE TRIGGER registration_tallies_follow_insert AFTER INSERT ON registrations BEGIN
    INSERT INTO registration_tallies VALUES (new.year, new.unit_id, new.award_code, new.state, 1), (new.year, 0, new.award_code, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER registration_tallies_follow_update AFTER UPDATE OF year, unit_id, award_code, state ON registrations BEGIN
    UPDATE registration_tallies SET n = n - 1
    WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND award_code = old.award_code AND state = old.state;
    INSERT INTO registration_tallies VALUES (new.year, new.unit_id, new.award_code, new.state, 1), (new.year, 0, new.award_code, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER registration_tallies_follow_delete AFTER DELETE ON registrations BEGIN
    UPDATE registration_tallies SET n = n - 1
    WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND award_code = old.award_code AND state = old.state;
END;
