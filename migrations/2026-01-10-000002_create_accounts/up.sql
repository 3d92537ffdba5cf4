CREATE TABLE accounts (
    id INTEGER NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE CHECK (username <> ''),
    full_name TEXT NOT NULL,
    person_id BIGINT UNIQUE REFERENCES people (id),
    password_hash TEXT NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    one_time_until TIMESTAMP,
    locked_at TIMESTAMP,
    text_size INTEGER NOT NULL CHECK (text_size IN (1, 2, 3)),
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE account_roles (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('staff', 'unit_head', 'secretariat', 'council_member', 'leader', 'accountant', 'it_admin', 'auditor')),
    PRIMARY KEY (account_id, role)
);

-- The cookie carries a random key; only its hash is kept here, so a stolen file opens no session.
CREATE TABLE sessions (
    key_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_seen ON sessions (seen_at);

-- Wrong passwords, to slow down guessing (by account and by address).
CREATE TABLE login_failures (
    id INTEGER NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    address TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX login_failures_by_username ON login_failures (username, at);
CREATE INDEX login_failures_by_address ON login_failures (address, at);

-- A form is carried out once: a second copy of the same number is sent on to where the first one led.
CREATE TABLE posted_forms (
    account_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    location TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, number)
);
CREATE INDEX posted_forms_by_time ON posted_forms (at);
