-- A dossier proposes one award for one subject. unit_id is the unit on the day of filing (a collective's own
-- id for a collective); sort_key repeats the subject's; received_on is the day it first reached the
-- secretariat, which decides the regime it is judged under; held_from is where a hold leads back to;
-- mend_field is the part of the form a return asks to mend; holder_id is the specialist it was handed to.
CREATE TABLE dossiers (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    subject_id BIGINT NOT NULL REFERENCES subjects (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    award_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('merit', 'sudden', 'thematic')),
    registration_id BIGINT REFERENCES registrations (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'filed', 'unit_reviewed', 'verified', 'council_voted', 'published', 'escalated', 'higher_decided', 'decided', 'paid', 'returned', 'rejected', 'withdrawn', 'on_hold', 'revoked')),
    held_from TEXT CHECK (held_from IN ('draft', 'filed', 'unit_reviewed', 'verified', 'council_voted', 'published', 'escalated', 'higher_decided', 'returned')),
    version BIGINT NOT NULL,
    achievement TEXT NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    filed_on DATE,
    received_on DATE,
    reason TEXT NOT NULL,
    mend_field TEXT NOT NULL,
    holder_id BIGINT REFERENCES accounts (id),
    created_by BIGINT REFERENCES accounts (id),
    moved_by BIGINT REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    due_on DATE,
    paid_on DATE,
    paid_amount BIGINT CHECK (paid_amount >= 0),
    sort_key BINARY NOT NULL,
    CHECK ((state = 'on_hold') = (held_from IS NOT NULL)),
    CHECK ((paid_on IS NULL) = (paid_amount IS NULL))
);
CREATE UNIQUE INDEX dossiers_one_live ON dossiers (year, subject_id, award_code)
    WHERE kind = 'merit' AND state NOT IN ('withdrawn', 'rejected', 'revoked');
CREATE UNIQUE INDEX dossiers_one_of_a_registration ON dossiers (registration_id)
    WHERE registration_id IS NOT NULL AND state NOT IN ('withdrawn', 'rejected', 'revoked');
CREATE INDEX dossiers_in_order ON dossiers (year, unit_id, sort_key, id);
CREATE INDEX dossiers_by_state ON dossiers (year, state, unit_id, sort_key, id);
CREATE INDEX dossiers_by_award ON dossiers (year, award_code, unit_id, sort_key, id);
CREATE INDEX dossiers_by_subject ON dossiers (subject_id, year);
-- Queues in order, unit by unit, and their counts without a look at the rows. Not partial: SQLite does not see
-- that a bound state is one of a list.
CREATE INDEX dossiers_queue ON dossiers (state, unit_id, sort_key, id, subject_id, due_on, holder_id);
-- What is due first of what all units have agreed to.
CREATE INDEX dossiers_due ON dossiers (due_on, subject_id) WHERE state = 'unit_reviewed';
CREATE INDEX dossiers_by_holder ON dossiers (holder_id, state) WHERE holder_id IS NOT NULL;

-- Kept counts, as for registrations: unit_id 0 is all units together.
CREATE TABLE dossier_tallies (
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    award_code TEXT NOT NULL,
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (year, unit_id, award_code, state)
) WITHOUT ROWID;
-- How many there are in one state, over all years.
CREATE INDEX dossier_tallies_by_state ON dossier_tallies (state, n) WHERE unit_id = 0;
CREATE TRIGGER dossier_tallies_follow_insert AFTER INSERT ON dossiers BEGIN
    INSERT INTO dossier_tallies VALUES (new.year, new.unit_id, new.award_code, new.state, 1), (new.year, 0, new.award_code, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER dossier_tallies_follow_update AFTER UPDATE OF year, unit_id, award_code, state ON dossiers BEGIN
    UPDATE dossier_tallies SET n = n - 1
    WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND award_code = old.award_code AND state = old.state;
    INSERT INTO dossier_tallies VALUES (new.year, new.unit_id, new.award_code, new.state, 1), (new.year, 0, new.award_code, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER dossier_tallies_follow_delete AFTER DELETE ON dossiers BEGIN
    UPDATE dossier_tallies SET n = n - 1
    WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND award_code = old.award_code AND state = old.state;
END;

-- The achievement report, section by section of its form (Mẫu 04 of a collective, 05 of a person); done is
-- what its writer says of it.
CREATE TABLE dossier_report_sections (
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    content TEXT NOT NULL,
    done BOOLEAN NOT NULL,
    PRIMARY KEY (dossier_id, section)
) WITHOUT ROWID;

-- Attached files; item is a paper of the dossier list in the law catalogue. The file itself lies in the data
-- folder under stored_name.
CREATE TABLE dossier_files (
    id INTEGER NOT NULL PRIMARY KEY,
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX dossier_files_by_dossier ON dossier_files (dossier_id, id);

-- Who did what with it when, for the timeline and the ledger of list changes: event is that of the audit log,
-- the states differ where it is a step. award_before and award_after differ only where the proposal was
-- downgraded; year repeats the dossier's. changes_list: it adds to the agency's list of proposals or takes
-- from it. on_behalf_of names whom a deputy acted for. Never changed, like the audit log.
CREATE TABLE dossier_moves (
    id INTEGER NOT NULL PRIMARY KEY,
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id),
    year BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    actor_name TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    event TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    award_before TEXT NOT NULL,
    award_after TEXT NOT NULL,
    changes_list BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    due_on DATE
);
CREATE INDEX dossier_moves_by_dossier ON dossier_moves (dossier_id, id);
CREATE INDEX dossier_moves_by_award ON dossier_moves (year, award_after, to_state, dossier_id);
CREATE INDEX dossier_moves_of_lists ON dossier_moves (year, id) WHERE changes_list;
CREATE TRIGGER dossier_moves_are_never_changed BEFORE UPDATE ON dossier_moves
BEGIN SELECT RAISE(ABORT, 'dossier moves are append-only'); END;
CREATE TRIGGER dossier_moves_are_never_deleted BEFORE DELETE ON dossier_moves
BEGIN SELECT RAISE(ABORT, 'dossier moves are append-only'); END;

ALTER TABLE awards ADD COLUMN dossier_id BIGINT REFERENCES dossiers (id);
CREATE INDEX awards_by_dossier ON awards (dossier_id) WHERE dossier_id IS NOT NULL;
