DROP TABLE revenue_estimate_entries;
DROP TABLE revenue_entries;
