DROP INDEX dossiers_past_council;
DROP INDEX dossiers_for_council;
DROP TABLE decision_lines;
CREATE TABLE decision_lines (
    id INTEGER NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
    registration_id BIGINT NOT NULL UNIQUE REFERENCES registrations (id)
);
CREATE INDEX decision_lines_by_decision ON decision_lines (decision_id);
