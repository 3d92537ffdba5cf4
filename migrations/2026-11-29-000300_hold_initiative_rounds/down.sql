DROP TABLE initiative_sheet_marks;
DROP TABLE initiative_sheets;
DROP TABLE initiative_round_items;
DROP TABLE initiative_round_seats;
DROP TABLE initiative_round_grades;
DROP TABLE initiative_rounds;
ALTER TABLE agencies DROP COLUMN spares_own_unit;
ALTER TABLE agencies DROP COLUMN score_sheet;
DROP TABLE relatives;
