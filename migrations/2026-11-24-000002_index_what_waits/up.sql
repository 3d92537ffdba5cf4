-- A partial index serves only a query that repeats its condition word for word: queries of the queues do, and
-- find their rows in the order in which they are shown.
DROP INDEX registrations_queue;
CREATE INDEX registrations_queue ON registrations (state, unit_id, sort_key, id) WHERE state IN ('filed', 'unit_reviewed', 'accepted', 'returned', 'escalated');
DROP INDEX initiatives_queue;
CREATE INDEX initiatives_queue ON initiatives (state, unit_id, code) WHERE state IN ('filed', 'unit_reviewed', 'under_review', 'returned');

-- What is due first of what all units have agreed to.
CREATE INDEX registrations_due ON registrations (due_on, subject_id) WHERE state = 'unit_reviewed';
CREATE INDEX initiatives_due ON initiatives (due_on) WHERE state = 'unit_reviewed';

-- How many there are in one state, over all years.
CREATE INDEX registration_tallies_by_state ON registration_tallies (state, n) WHERE unit_id = 0;

-- Who registered for a title, unit by unit.
CREATE INDEX registrations_live ON registrations (year, award_code, unit_id, subject_id) WHERE state NOT IN ('withdrawn', 'rejected');

-- The few who came or went since a day.
CREATE INDEX memberships_by_start ON memberships (from_date, unit_id, person_id) WHERE to_date IS NULL;
CREATE INDEX memberships_by_end ON memberships (to_date, unit_id, from_date) WHERE to_date IS NOT NULL;
CREATE INDEX people_by_last_day ON people (left_on, unit_id) WHERE left_on IS NOT NULL;
