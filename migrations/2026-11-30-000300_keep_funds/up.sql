-- Where bonuses are paid from (nguồn chi). A closed one takes no new entries.
CREATE TABLE fund_sources (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    closed_on DATE
);
INSERT INTO fund_sources (id, name) VALUES (1, 'Quỹ thi đua, khen thưởng');

-- The register of each source and budget year (sổ quỹ), in đồng. Rows are only ever added: a wrong one is taken back by a
-- counter-entry of the same kind with the amount below zero, a bonus also by the difference to the right amount.
CREATE TABLE fund_entries (
    id INTEGER NOT NULL PRIMARY KEY,
    source_id BIGINT NOT NULL REFERENCES fund_sources (id),
    year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    kind TEXT NOT NULL CHECK (kind IN ('plan', 'receipt', 'bonus', 'payment', 'recovery', 'override')),
    entered_on DATE NOT NULL,
    document_no TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    note TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount <> 0),
    dossier_id BIGINT REFERENCES dossiers (id),
    reverses_id BIGINT UNIQUE REFERENCES fund_entries (id),
    created_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    CHECK (amount > 0 OR reverses_id IS NOT NULL OR kind = 'bonus'),
    CHECK ((kind IN ('bonus', 'recovery')) = (dossier_id IS NOT NULL))
);
CREATE INDEX fund_entries_in_order ON fund_entries (source_id, year, entered_on, id);
CREATE INDEX fund_entries_by_dossier ON fund_entries (dossier_id, kind, amount) WHERE dossier_id IS NOT NULL;
CREATE TRIGGER fund_entries_are_never_changed BEFORE UPDATE ON fund_entries
BEGIN SELECT RAISE(ABORT, 'fund entries are append-only'); END;
CREATE TRIGGER fund_entries_are_never_deleted BEFORE DELETE ON fund_entries
BEGIN SELECT RAISE(ABORT, 'fund entries are append-only'); END;

-- What was paid before there was a register.
INSERT INTO fund_entries (source_id, year, kind, entered_on, document_no, content, note, amount, dossier_id, created_at)
SELECT 1, CAST(substr(d.paid_on, 1, 4) AS INTEGER), 'bonus', d.paid_on, '',
    'Chi tiền thưởng ghi trước khi có sổ quỹ', '', d.paid_amount, d.id, d.since
FROM dossiers d WHERE d.paid_on IS NOT NULL AND d.paid_amount > 0 ORDER BY d.paid_on, d.id;

-- Bonuses paid with what was taken back later.
CREATE INDEX dossiers_paid_and_revoked ON dossiers (id) WHERE state = 'revoked' AND paid_amount > 0;
