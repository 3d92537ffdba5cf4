CREATE TABLE pact_targets (
    id INTEGER NOT NULL PRIMARY KEY,
    pact_id BIGINT NOT NULL REFERENCES pacts (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    indicator TEXT NOT NULL CHECK (indicator <> ''),
    measure TEXT NOT NULL,
    target TEXT NOT NULL,
    due_on DATE,
    UNIQUE (pact_id, ordinal)
);
INSERT INTO pact_targets (pact_id, ordinal, indicator, measure, target, due_on)
SELECT pact_id, ordinal, indicator, measure, COALESCE(replace(goal, '.', ','), words), due_on FROM targets WHERE pact_id IS NOT NULL;
DROP TABLE targets;
DROP TABLE movement_reviews;
DROP TABLE movement_files;
DROP TABLE movement_plan_lines;
DROP TABLE movement_tasks;
DROP TABLE movement_units;
DROP INDEX movements_by_state;
ALTER TABLE movements DROP COLUMN cancelled_because;
ALTER TABLE movements DROP COLUMN launched_name;
ALTER TABLE movements DROP COLUMN launched_at;
ALTER TABLE movements DROP COLUMN units_chosen;
ALTER TABLE movements DROP COLUMN plan_words;
ALTER TABLE movements DROP COLUMN criteria_leaders;
ALTER TABLE movements DROP COLUMN criteria_people;
ALTER TABLE movements DROP COLUMN criteria_units;
ALTER TABLE movements DROP COLUMN higher_document;
ALTER TABLE movements DROP COLUMN origin;
ALTER TABLE movements DROP COLUMN state;
