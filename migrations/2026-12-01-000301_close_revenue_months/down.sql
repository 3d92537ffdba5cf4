DROP TABLE revenue_closings;
