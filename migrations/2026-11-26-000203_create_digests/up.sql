-- How mail leaves the house. The password never leaves this table: no page, history or file shows it. last_try_at and
-- last_error tell IT how it went.
CREATE TABLE mail_settings (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    is_on BOOLEAN NOT NULL,
    host TEXT NOT NULL CHECK (host <> ''),
    port BIGINT NOT NULL CHECK (port BETWEEN 1 AND 65535),
    security TEXT NOT NULL CHECK (security IN ('starttls', 'tls', 'none')),
    sender TEXT NOT NULL CHECK (sender <> ''),
    username TEXT NOT NULL,
    password TEXT NOT NULL,
    hour BIGINT NOT NULL CHECK (hour BETWEEN 0 AND 23),
    site TEXT NOT NULL,
    last_try_at TIMESTAMP,
    last_error TEXT NOT NULL
);

-- Where an account's mail goes, and whether its holder wants the daily one.
CREATE TABLE mail_addresses (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    address TEXT NOT NULL CHECK (address <> ''),
    is_wanted BOOLEAN NOT NULL
) WITHOUT ROWID;

-- The one mail of an account and day: claimed before it is sent, so that none is sent twice; idle where nothing waited.
CREATE TABLE mails (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('idle', 'claimed', 'sent', 'failed', 'refused')),
    attempts BIGINT NOT NULL,
    next_try_at TIMESTAMP NOT NULL,
    error TEXT NOT NULL,
    PRIMARY KEY (account_id, day)
) WITHOUT ROWID;
CREATE INDEX mails_by_day ON mails (day, state);
