-- Whoever came since a day, also of those who have left again.
DROP INDEX memberships_by_start;
CREATE INDEX memberships_by_start ON memberships (from_date, unit_id, to_date, person_id);

-- All figures of a year out of one index.
CREATE INDEX revenue_actuals_of_year ON revenue_actuals (year, month, line_code, unit_id, amount);
