-- Whose acts somebody may do in his place (ủy quyền), for a time: the head of a unit gives his review to a colleague of
-- the unit, the head of the agency the issuing of decisions. ended_on is set when it is taken back before its last day.
CREATE TABLE delegations (
    id INTEGER NOT NULL PRIMARY KEY,
    giver_id BIGINT NOT NULL REFERENCES accounts (id),
    taker_id BIGINT NOT NULL REFERENCES accounts (id),
    scope TEXT NOT NULL CHECK (scope IN ('review', 'decisions')),
    form TEXT NOT NULL CHECK (form IN ('deputy', 'by_order', 'by_authority')),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    reason TEXT NOT NULL,
    ended_on DATE,
    CHECK (giver_id <> taker_id),
    CHECK (ends_on >= starts_on)
);
CREATE INDEX delegations_by_taker ON delegations (taker_id, ends_on);
CREATE INDEX delegations_by_giver ON delegations (giver_id, ends_on);

-- In whose place an entry's actor acted; empty for what is his own to do.
ALTER TABLE audit_entries ADD COLUMN on_behalf_of TEXT NOT NULL DEFAULT '';
