DROP INDEX unit_meeting_lines_by_registration;
DROP INDEX unit_meetings_one_open;
DROP TABLE registration_extensions;
ALTER TABLE emulation_years DROP COLUMN closed_on;
ALTER TABLE emulation_years DROP COLUMN registration_opens_on;
