DROP TABLE revenue_notes;
DROP TABLE revenue_actuals;
DROP TABLE revenue_estimates;
