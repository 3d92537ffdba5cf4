-- The share of all members of the council, in hundredths of a percent, that a regulation asks to agree at least.
CREATE TABLE regulation_vote_rules (
    id INTEGER NOT NULL PRIMARY KEY,
    regulation_id BIGINT NOT NULL REFERENCES regulations (id) ON DELETE CASCADE,
    article TEXT NOT NULL,
    award_code TEXT NOT NULL,
    threshold BIGINT NOT NULL CHECK (threshold BETWEEN 1 AND 10000),
    UNIQUE (regulation_id, award_code)
);
