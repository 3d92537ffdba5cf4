DROP TABLE key_dates;
DROP TABLE emulation_years;
DROP TABLE agencies;
