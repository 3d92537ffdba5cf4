DROP TABLE revenue_line_names;
DROP TABLE revenue_sheet_lines;
DROP TABLE revenue_sheets;
