DROP TABLE council_seats;
DROP TABLE councils;
