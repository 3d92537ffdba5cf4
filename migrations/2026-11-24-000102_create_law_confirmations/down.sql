DROP TABLE law_confirmations;
