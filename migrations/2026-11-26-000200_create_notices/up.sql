-- What people are told (thông báo): one row an event and audience, however many people that is. audience is a key such
-- as 'everyone', 'unit:12', 'person:7', 'head_of:12', 'role:leader' (domain/notice.rs); address is the page it leads to;
-- account_id did it and is not told.
CREATE TABLE notices (
    id INTEGER NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    audience TEXT NOT NULL CHECK (audience <> ''),
    words TEXT NOT NULL CHECK (words <> ''),
    object_kind TEXT NOT NULL,
    object_id BIGINT NOT NULL,
    address TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id)
);
CREATE INDEX notices_by_audience ON notices (audience, id, account_id);

-- Up to which notice an account has seen all. What was told before the account was made is not new to it.
CREATE TABLE notice_marks (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    seen_up_to BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO notice_marks SELECT id, 0 FROM accounts;
CREATE TRIGGER notice_marks_begin AFTER INSERT ON accounts BEGIN
    INSERT OR IGNORE INTO notice_marks SELECT new.id, COALESCE(MAX(id), 0) FROM notices;
END;
