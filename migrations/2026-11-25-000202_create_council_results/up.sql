-- What the council voted in a meeting on paper, entered by the secretariat from the minutes: members are all
-- members, present those who came. Entered a second time with the same minutes it adds lines that were left out.
-- Never changed, like the audit log.
CREATE TABLE council_results (
    id INTEGER NOT NULL PRIMARY KEY,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    held_on DATE NOT NULL,
    minutes_no TEXT NOT NULL CHECK (minutes_no <> ''),
    members BIGINT NOT NULL CHECK (members > 0),
    present BIGINT NOT NULL CHECK (present BETWEEN 1 AND members),
    created_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX council_results_by_year ON council_results (year, held_on, id);
CREATE INDEX council_results_by_minutes ON council_results (minutes_no);
CREATE TRIGGER council_results_are_never_changed BEFORE UPDATE ON council_results
BEGIN SELECT RAISE(ABORT, 'council results are append-only'); END;
CREATE TRIGGER council_results_are_never_deleted BEFORE DELETE ON council_results
BEGIN SELECT RAISE(ABORT, 'council results are append-only'); END;

-- award_code is what the dossier proposed on that day; basis says which threshold was asked, with its article,
-- so that an old result explains itself after the law has changed. Empty where the law asks for none.
CREATE TABLE council_result_lines (
    id INTEGER NOT NULL PRIMARY KEY,
    result_id BIGINT NOT NULL REFERENCES council_results (id),
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id),
    award_code TEXT NOT NULL,
    agree BIGINT NOT NULL CHECK (agree >= 0),
    passed BOOLEAN NOT NULL,
    basis TEXT NOT NULL,
    UNIQUE (result_id, dossier_id)
);
CREATE INDEX council_result_lines_by_dossier ON council_result_lines (dossier_id);
CREATE TRIGGER council_result_lines_are_never_changed BEFORE UPDATE ON council_result_lines
BEGIN SELECT RAISE(ABORT, 'council results are append-only'); END;
CREATE TRIGGER council_result_lines_are_never_deleted BEFORE DELETE ON council_result_lines
BEGIN SELECT RAISE(ABORT, 'council results are append-only'); END;
