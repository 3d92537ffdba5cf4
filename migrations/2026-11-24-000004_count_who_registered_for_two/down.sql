CREATE INDEX registrations_live ON registrations (year, award_code, unit_id, subject_id) WHERE state NOT IN ('withdrawn', 'rejected');
DROP TRIGGER registration_pair_tallies_follow_delete;
DROP TRIGGER registration_pair_tallies_follow_update;
DROP TRIGGER registration_pair_tallies_follow_insert;
DROP TABLE registration_pair_tallies;
