DROP INDEX movements_by_start;
DROP INDEX decisions_by_day;
DROP TABLE statistics_codes;
