-- What was wrong in an issued decision, said by a later document (đính chính). Rows are only ever added.
CREATE TABLE decision_corrections (
    id INTEGER NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    document_no TEXT NOT NULL CHECK (document_no <> ''),
    corrected_on DATE NOT NULL,
    content TEXT NOT NULL CHECK (content <> ''),
    created_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX decision_corrections_by_decision ON decision_corrections (decision_id, id);
