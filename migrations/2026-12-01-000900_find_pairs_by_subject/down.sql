DROP TRIGGER award_pair_tallies_follow_insert;
DROP TRIGGER award_pair_tallies_follow_update;
DROP TRIGGER award_pair_tallies_follow_delete;
CREATE TRIGGER award_pair_tallies_follow_insert AFTER INSERT ON awards WHEN new.yearly AND new.revoked_on IS NULL BEGIN
    INSERT INTO award_pair_tallies
    SELECT new.year, new.award_code, o.award_code, new.unit_id, 1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = new.subject_id AND o.year = new.year AND o.id <> new.id
    UNION ALL SELECT o.year, o.award_code, new.award_code, o.unit_id, 1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = new.subject_id AND o.year = new.year AND o.id <> new.id
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER award_pair_tallies_follow_update AFTER UPDATE OF year, subject_id, unit_id, award_code, yearly, revoked_on ON awards
WHEN (old.year, old.subject_id, old.unit_id, old.award_code, old.yearly AND old.revoked_on IS NULL) <> (new.year, new.subject_id, new.unit_id, new.award_code, new.yearly AND new.revoked_on IS NULL)
BEGIN
    INSERT INTO award_pair_tallies
    SELECT old.year, old.award_code, o.award_code, old.unit_id, -1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = old.subject_id AND o.year = old.year AND o.id <> old.id AND old.yearly AND old.revoked_on IS NULL
    UNION ALL SELECT o.year, o.award_code, old.award_code, o.unit_id, -1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = old.subject_id AND o.year = old.year AND o.id <> old.id AND old.yearly AND old.revoked_on IS NULL
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO award_pair_tallies
    SELECT new.year, new.award_code, o.award_code, new.unit_id, 1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = new.subject_id AND o.year = new.year AND o.id <> new.id AND new.yearly AND new.revoked_on IS NULL
    UNION ALL SELECT o.year, o.award_code, new.award_code, o.unit_id, 1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = new.subject_id AND o.year = new.year AND o.id <> new.id AND new.yearly AND new.revoked_on IS NULL
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER award_pair_tallies_follow_delete AFTER DELETE ON awards WHEN old.yearly AND old.revoked_on IS NULL BEGIN
    INSERT INTO award_pair_tallies
    SELECT old.year, old.award_code, o.award_code, old.unit_id, -1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = old.subject_id AND o.year = old.year AND o.id <> old.id
    UNION ALL SELECT o.year, o.award_code, old.award_code, o.unit_id, -1 FROM awards o
    WHERE o.yearly AND o.revoked_on IS NULL AND o.subject_id = old.subject_id AND o.year = old.year AND o.id <> old.id
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
