-- Of those registered for one award, by their unit, how many are registered for another one of the same year too:
-- whoever runs for two titles counts once under the lower. Neither is withdrawn or rejected.
CREATE TABLE registration_pair_tallies (
    year BIGINT NOT NULL,
    award_code TEXT NOT NULL,
    with_code TEXT NOT NULL,
    unit_id BIGINT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (year, award_code, with_code, unit_id)
) WITHOUT ROWID;
INSERT INTO registration_pair_tallies SELECT r.year, r.award_code, o.award_code, r.unit_id, COUNT(*)
FROM registrations r JOIN registrations o ON o.year = r.year AND o.subject_id = r.subject_id AND o.id <> r.id
WHERE r.state NOT IN ('withdrawn', 'rejected') AND o.state NOT IN ('withdrawn', 'rejected') GROUP BY 1, 2, 3, 4;
CREATE TRIGGER registration_pair_tallies_follow_insert AFTER INSERT ON registrations BEGIN
    INSERT INTO registration_pair_tallies
    SELECT new.year, new.award_code, o.award_code, new.unit_id, 1 FROM registrations o
    WHERE o.year = new.year AND o.subject_id = new.subject_id AND o.id <> new.id AND o.state NOT IN ('withdrawn', 'rejected') AND new.state NOT IN ('withdrawn', 'rejected')
    UNION ALL SELECT o.year, o.award_code, new.award_code, o.unit_id, 1 FROM registrations o
    WHERE o.year = new.year AND o.subject_id = new.subject_id AND o.id <> new.id AND o.state NOT IN ('withdrawn', 'rejected') AND new.state NOT IN ('withdrawn', 'rejected')
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER registration_pair_tallies_follow_update AFTER UPDATE OF year, subject_id, unit_id, award_code, state ON registrations
WHEN (old.year, old.subject_id, old.unit_id, old.award_code, old.state NOT IN ('withdrawn', 'rejected')) <> (new.year, new.subject_id, new.unit_id, new.award_code, new.state NOT IN ('withdrawn', 'rejected'))
BEGIN
    INSERT INTO registration_pair_tallies
    SELECT old.year, old.award_code, o.award_code, old.unit_id, -1 FROM registrations o
    WHERE o.year = old.year AND o.subject_id = old.subject_id AND o.id <> old.id AND o.state NOT IN ('withdrawn', 'rejected') AND old.state NOT IN ('withdrawn', 'rejected')
    UNION ALL SELECT o.year, o.award_code, old.award_code, o.unit_id, -1 FROM registrations o
    WHERE o.year = old.year AND o.subject_id = old.subject_id AND o.id <> old.id AND o.state NOT IN ('withdrawn', 'rejected') AND old.state NOT IN ('withdrawn', 'rejected')
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
    INSERT INTO registration_pair_tallies
    SELECT new.year, new.award_code, o.award_code, new.unit_id, 1 FROM registrations o
    WHERE o.year = new.year AND o.subject_id = new.subject_id AND o.id <> new.id AND o.state NOT IN ('withdrawn', 'rejected') AND new.state NOT IN ('withdrawn', 'rejected')
    UNION ALL SELECT o.year, o.award_code, new.award_code, o.unit_id, 1 FROM registrations o
    WHERE o.year = new.year AND o.subject_id = new.subject_id AND o.id <> new.id AND o.state NOT IN ('withdrawn', 'rejected') AND new.state NOT IN ('withdrawn', 'rejected')
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
CREATE TRIGGER registration_pair_tallies_follow_delete AFTER DELETE ON registrations BEGIN
    INSERT INTO registration_pair_tallies
    SELECT old.year, old.award_code, o.award_code, old.unit_id, -1 FROM registrations o
    WHERE o.year = old.year AND o.subject_id = old.subject_id AND o.id <> old.id AND o.state NOT IN ('withdrawn', 'rejected') AND old.state NOT IN ('withdrawn', 'rejected')
    UNION ALL SELECT o.year, o.award_code, old.award_code, o.unit_id, -1 FROM registrations o
    WHERE o.year = old.year AND o.subject_id = old.subject_id AND o.id <> old.id AND o.state NOT IN ('withdrawn', 'rejected') AND old.state NOT IN ('withdrawn', 'rejected')
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

DROP INDEX registrations_live;
