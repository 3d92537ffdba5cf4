-- More kept counts beside registration_tallies: what a heading or a table says must not be counted row by row
-- on each request. unit_id 0 is all units together.
CREATE TABLE award_tallies (
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    award_code TEXT NOT NULL,
    revoked BOOLEAN NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (year, unit_id, award_code, revoked)
) WITHOUT ROWID;
INSERT INTO award_tallies SELECT year, unit_id, award_code, revoked_on IS NOT NULL, COUNT(*) FROM awards GROUP BY 1, 2, 3, 4;
INSERT INTO award_tallies SELECT year, 0, award_code, revoked, SUM(n) FROM award_tallies GROUP BY 1, 3, 4;
CREATE TRIGGER award_tallies_follow_insert AFTER INSERT ON awards BEGIN
    INSERT INTO award_tallies VALUES (new.year, new.unit_id, new.award_code, new.revoked_on IS NOT NULL, 1),
        (new.year, 0, new.award_code, new.revoked_on IS NOT NULL, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER award_tallies_follow_update AFTER UPDATE OF year, unit_id, award_code, revoked_on ON awards BEGIN
    UPDATE award_tallies SET n = n - 1 WHERE year = old.year AND unit_id IN (old.unit_id, 0)
        AND award_code = old.award_code AND revoked = (old.revoked_on IS NOT NULL);
    INSERT INTO award_tallies VALUES (new.year, new.unit_id, new.award_code, new.revoked_on IS NOT NULL, 1),
        (new.year, 0, new.award_code, new.revoked_on IS NOT NULL, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER award_tallies_follow_delete AFTER DELETE ON awards BEGIN
    UPDATE award_tallies SET n = n - 1 WHERE year = old.year AND unit_id IN (old.unit_id, 0)
        AND award_code = old.award_code AND revoked = (old.revoked_on IS NOT NULL);
END;

CREATE TABLE initiative_tallies (
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (year, unit_id, state)
) WITHOUT ROWID;
INSERT INTO initiative_tallies SELECT year, unit_id, state, COUNT(*) FROM initiatives GROUP BY 1, 2, 3;
INSERT INTO initiative_tallies SELECT year, 0, state, SUM(n) FROM initiative_tallies GROUP BY 1, 3;
CREATE TRIGGER initiative_tallies_follow_insert AFTER INSERT ON initiatives BEGIN
    INSERT INTO initiative_tallies VALUES (new.year, new.unit_id, new.state, 1), (new.year, 0, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER initiative_tallies_follow_update AFTER UPDATE OF year, unit_id, state ON initiatives BEGIN
    UPDATE initiative_tallies SET n = n - 1 WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND state = old.state;
    INSERT INTO initiative_tallies VALUES (new.year, new.unit_id, new.state, 1), (new.year, 0, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER initiative_tallies_follow_delete AFTER DELETE ON initiatives BEGIN
    UPDATE initiative_tallies SET n = n - 1 WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND state = old.state;
END;

CREATE TABLE interim_result_tallies (
    year BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    award_code TEXT NOT NULL,
    state TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (year, unit_id, award_code, state)
) WITHOUT ROWID;
INSERT INTO interim_result_tallies SELECT year, unit_id, award_code, state, COUNT(*) FROM interim_results GROUP BY 1, 2, 3, 4;
INSERT INTO interim_result_tallies SELECT year, 0, award_code, state, SUM(n) FROM interim_result_tallies GROUP BY 1, 3, 4;
CREATE TRIGGER interim_result_tallies_follow_insert AFTER INSERT ON interim_results BEGIN
    INSERT INTO interim_result_tallies VALUES (new.year, new.unit_id, new.award_code, new.state, 1), (new.year, 0, new.award_code, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER interim_result_tallies_follow_update AFTER UPDATE OF year, unit_id, award_code, state ON interim_results BEGIN
    UPDATE interim_result_tallies SET n = n - 1
    WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND award_code = old.award_code AND state = old.state;
    INSERT INTO interim_result_tallies VALUES (new.year, new.unit_id, new.award_code, new.state, 1), (new.year, 0, new.award_code, new.state, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER interim_result_tallies_follow_delete AFTER DELETE ON interim_results BEGIN
    UPDATE interim_result_tallies SET n = n - 1
    WHERE year = old.year AND unit_id IN (old.unit_id, 0) AND award_code = old.award_code AND state = old.state;
END;

-- Who is on the staff list of a unit: all who ever were, and of those the ones without a last day.
CREATE TABLE people_tallies (
    unit_id BIGINT NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL,
    n_staying BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO people_tallies SELECT unit_id, COUNT(*), SUM(left_on IS NULL) FROM people GROUP BY 1;
INSERT INTO people_tallies SELECT 0, SUM(n), SUM(n_staying) FROM people_tallies HAVING COUNT(*) > 0;
CREATE TRIGGER people_tallies_follow_insert AFTER INSERT ON people BEGIN
    INSERT INTO people_tallies VALUES (new.unit_id, 1, new.left_on IS NULL), (0, 1, new.left_on IS NULL)
    ON CONFLICT DO UPDATE SET n = n + 1, n_staying = n_staying + excluded.n_staying;
END;
CREATE TRIGGER people_tallies_follow_update AFTER UPDATE OF unit_id, left_on ON people BEGIN
    UPDATE people_tallies SET n = n - 1, n_staying = n_staying - (old.left_on IS NULL) WHERE unit_id IN (old.unit_id, 0);
    INSERT INTO people_tallies VALUES (new.unit_id, 1, new.left_on IS NULL), (0, 1, new.left_on IS NULL)
    ON CONFLICT DO UPDATE SET n = n + 1, n_staying = n_staying + excluded.n_staying;
END;
CREATE TRIGGER people_tallies_follow_delete AFTER DELETE ON people BEGIN
    UPDATE people_tallies SET n = n - 1, n_staying = n_staying - (old.left_on IS NULL) WHERE unit_id IN (old.unit_id, 0);
END;

-- Memberships without a last day, by unit: from these a count for any day needs only those who came or went since.
CREATE TABLE membership_tallies (
    unit_id BIGINT NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO membership_tallies SELECT unit_id, COUNT(*) FROM memberships WHERE to_date IS NULL GROUP BY 1;
CREATE TRIGGER membership_tallies_follow_insert AFTER INSERT ON memberships WHEN new.to_date IS NULL BEGIN
    INSERT INTO membership_tallies VALUES (new.unit_id, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER membership_tallies_follow_update AFTER UPDATE OF unit_id, to_date ON memberships BEGIN
    UPDATE membership_tallies SET n = n - 1 WHERE unit_id = old.unit_id AND old.to_date IS NULL;
    INSERT INTO membership_tallies SELECT new.unit_id, 1 WHERE new.to_date IS NULL ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER membership_tallies_follow_delete AFTER DELETE ON memberships WHEN old.to_date IS NULL BEGIN
    UPDATE membership_tallies SET n = n - 1 WHERE unit_id = old.unit_id;
END;
