DROP TABLE unit_meeting_lines;
DROP TABLE unit_meeting_attendance;
DROP TABLE unit_meetings;
