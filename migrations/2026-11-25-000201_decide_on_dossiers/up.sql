-- Decisions are drafted from dossiers; until now they were from accepted registrations. The lists of open drafts
-- fall away with the old lines: their registrations are accepted still, and the secretariat fills the draft anew
-- with the dossiers that come of them. What was issued keeps its list: that is its awards.
DROP TABLE decision_lines;
CREATE TABLE decision_lines (
    id INTEGER NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
    dossier_id BIGINT NOT NULL UNIQUE REFERENCES dossiers (id)
);
CREATE INDEX decision_lines_by_decision ON decision_lines (decision_id);

-- What waits for the council, and what a decision may grant without it.
CREATE INDEX dossiers_for_council ON dossiers (year, unit_id, sort_key, id) WHERE state = 'verified' AND kind = 'merit';
CREATE INDEX dossiers_past_council ON dossiers (year, unit_id, sort_key, id) WHERE state = 'verified' AND kind <> 'merit';
