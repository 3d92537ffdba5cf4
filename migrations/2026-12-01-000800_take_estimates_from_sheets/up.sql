-- Sheets may count in nghìn đồng. The year's estimates that were taken from a sheet are an import of their own.
ALTER TABLE revenue_sheets ADD COLUMN money_unit TEXT CHECK (money_unit IN ('đồng', 'nghìn đồng', 'triệu đồng', 'tỷ đồng'));
UPDATE revenue_sheets SET money_unit = money;
ALTER TABLE revenue_sheets DROP COLUMN money;
ALTER TABLE revenue_sheets RENAME COLUMN money_unit TO money;
ALTER TABLE revenue_sheets ADD COLUMN estimate_import_id BIGINT REFERENCES imports (id);
CREATE INDEX revenue_sheets_by_estimate_import ON revenue_sheets (estimate_import_id);
