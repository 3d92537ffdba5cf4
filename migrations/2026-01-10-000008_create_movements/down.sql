DROP TABLE pact_targets;
DROP TABLE pacts;
DROP TABLE movements;
