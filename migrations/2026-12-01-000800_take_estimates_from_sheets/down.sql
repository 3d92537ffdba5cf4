DROP INDEX revenue_sheets_by_estimate_import;
ALTER TABLE revenue_sheets DROP COLUMN estimate_import_id;
ALTER TABLE revenue_sheets ADD COLUMN money_unit TEXT CHECK (money_unit IN ('đồng', 'triệu đồng', 'tỷ đồng'));
UPDATE revenue_sheets SET money_unit = NULLIF(money, 'nghìn đồng');
ALTER TABLE revenue_sheets DROP COLUMN money;
ALTER TABLE revenue_sheets RENAME COLUMN money_unit TO money;
