DROP INDEX revenue_actuals_of_year;
DROP INDEX memberships_by_start;
CREATE INDEX memberships_by_start ON memberships (from_date, unit_id, person_id) WHERE to_date IS NULL;
