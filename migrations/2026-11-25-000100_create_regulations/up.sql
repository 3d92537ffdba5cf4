-- Local regulation (quy chế) of the province or the agency, on top of the law. A draft may be changed; one that has
-- been applied is never changed again, only ended by a last day or withdrawn with a reason. registration_due is
-- month and day, such as 04-30; what is empty or NULL it does not settle. A discarded draft's id is never given again:
-- its history would come with it.
CREATE TABLE regulations (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    document_no TEXT NOT NULL CHECK (document_no <> ''),
    title TEXT NOT NULL,
    effective_from DATE NOT NULL,
    effective_to DATE,
    publicity_days BIGINT CHECK (publicity_days BETWEEN 0 AND 60),
    registration_due TEXT NOT NULL,
    requires_registration BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'applied', 'withdrawn')),
    created_by BIGINT REFERENCES accounts (id),
    CHECK (effective_to >= effective_from)
);
CREATE UNIQUE INDEX regulations_document_once ON regulations (document_no) WHERE state <> 'withdrawn';

-- One criterion more than the law asks; clause is written as in the law catalogue, in JSON.
CREATE TABLE regulation_criteria (
    id INTEGER NOT NULL PRIMARY KEY,
    regulation_id BIGINT NOT NULL REFERENCES regulations (id) ON DELETE CASCADE,
    article TEXT NOT NULL,
    award_code TEXT NOT NULL,
    subject TEXT NOT NULL CHECK (subject IN ('person', 'unit')),
    clause TEXT NOT NULL,
    UNIQUE (regulation_id, award_code, subject, clause)
);

-- How many may receive an award: shares in hundredths of a percent, of the base that the national cap counts.
CREATE TABLE regulation_caps (
    id INTEGER NOT NULL PRIMARY KEY,
    regulation_id BIGINT NOT NULL REFERENCES regulations (id) ON DELETE CASCADE,
    article TEXT NOT NULL,
    award_code TEXT NOT NULL,
    subject TEXT NOT NULL CHECK (subject IN ('person', 'unit')),
    share BIGINT NOT NULL CHECK (share BETWEEN 1 AND 10000),
    rounding TEXT NOT NULL CHECK (rounding IN ('floor', 'nearest')),
    manager_share BIGINT CHECK (manager_share BETWEEN 0 AND 10000),
    UNIQUE (regulation_id, award_code, subject)
);

-- The score sheet (bảng chấm điểm) of people or of collectives.
CREATE TABLE regulation_score_lines (
    id INTEGER NOT NULL PRIMARY KEY,
    regulation_id BIGINT NOT NULL REFERENCES regulations (id) ON DELETE CASCADE,
    subject TEXT NOT NULL CHECK (subject IN ('person', 'unit')),
    name TEXT NOT NULL CHECK (name <> ''),
    points BIGINT NOT NULL CHECK (points BETWEEN 1 AND 100),
    UNIQUE (regulation_id, subject, name)
);
