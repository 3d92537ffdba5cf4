-- Which entries of the law catalogue the secretariat has compared with the official text: from then on they may stop
-- somebody. entry is the entry's key, such as rule:LDTT:individual:R2014. A withdrawn confirmation stays on record.
CREATE TABLE law_confirmations (
    id INTEGER NOT NULL PRIMARY KEY,
    entry TEXT NOT NULL CHECK (entry <> ''),
    document TEXT NOT NULL CHECK (document <> ''),
    note TEXT NOT NULL,
    confirmed_by BIGINT REFERENCES accounts (id),
    confirmed_at TIMESTAMP NOT NULL,
    withdrawn_by BIGINT REFERENCES accounts (id),
    withdrawn_at TIMESTAMP,
    withdrawn_because TEXT NOT NULL,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_because = ''))
);
CREATE UNIQUE INDEX law_confirmations_one_stands ON law_confirmations (entry) WHERE withdrawn_at IS NULL;
CREATE INDEX law_confirmations_by_entry ON law_confirmations (entry, id);
