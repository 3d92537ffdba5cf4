DROP TABLE registration_tallies;
DROP TABLE registrations;
