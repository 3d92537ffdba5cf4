-- A pact is prepared, offered, and signed by each side. edition counts the offerings: signatures of an earlier one are
-- void and stay. awaits_… says whose signature is still missing. Those recorded with a day of signing were signed on
-- paper.
ALTER TABLE pacts ADD COLUMN state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'offered', 'signed'));
ALTER TABLE pacts ADD COLUMN edition BIGINT NOT NULL DEFAULT 0;
-- What the leadership and the union promise the unit.
ALTER TABLE pacts ADD COLUMN support TEXT NOT NULL DEFAULT '';
ALTER TABLE pacts ADD COLUMN awaits_agency BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE pacts ADD COLUMN awaits_union BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE pacts ADD COLUMN awaits_unit BOOLEAN NOT NULL DEFAULT 0;
UPDATE pacts SET state = 'signed' WHERE signed_on IS NOT NULL;
CREATE INDEX pacts_by_state ON pacts (year, state);
CREATE INDEX pacts_awaiting_agency ON pacts (year) WHERE awaits_agency;
CREATE INDEX pacts_awaiting_union ON pacts (year) WHERE awaits_union;
CREATE INDEX pacts_awaiting_unit ON pacts (unit_id) WHERE awaits_unit;
CREATE INDEX pacts_by_movement ON pacts (movement_id) WHERE movement_id IS NOT NULL;

-- Never changed, like the audit log.
CREATE TABLE pact_signatures (
    id INTEGER NOT NULL PRIMARY KEY,
    pact_id BIGINT NOT NULL REFERENCES pacts (id),
    edition BIGINT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('agency', 'union', 'unit')),
    account_id BIGINT REFERENCES accounts (id),
    signer_name TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    on_behalf_of TEXT NOT NULL,
    signed_at TIMESTAMP NOT NULL,
    UNIQUE (pact_id, edition, side)
);
CREATE TRIGGER pact_signatures_are_never_changed BEFORE UPDATE ON pact_signatures
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
CREATE TRIGGER pact_signatures_are_never_deleted BEFORE DELETE ON pact_signatures
BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;

-- A quarter as the unit reports it; replaced until the leadership confirms it.
CREATE TABLE pact_reports (
    id INTEGER NOT NULL PRIMARY KEY,
    pact_id BIGINT NOT NULL REFERENCES pacts (id),
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    state TEXT NOT NULL CHECK (state IN ('reported', 'confirmed', 'returned')),
    note TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TIMESTAMP,
    reason TEXT NOT NULL DEFAULT '',
    version BIGINT NOT NULL,
    UNIQUE (pact_id, quarter)
);
CREATE INDEX pact_reports_to_confirm ON pact_reports (pact_id) WHERE state = 'reported';

-- as_of says of which month or day a value is that the program filled in.
CREATE TABLE pact_report_lines (
    report_id BIGINT NOT NULL REFERENCES pact_reports (id) ON DELETE CASCADE,
    target_id BIGINT NOT NULL REFERENCES targets (id),
    value TEXT,
    as_of TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (report_id, target_id)
) WITHOUT ROWID;
CREATE INDEX pact_report_lines_by_target ON pact_report_lines (target_id);
