-- Councils as decisions set them up: the emulation council, the initiative council, a counting board. Both days are
-- its first and last; ends_on is null while no end is known. One that is over stays, so that what it passed says who
-- sat in it. Of each kind one works at a time, but counting boards are set up for a meeting each.
CREATE TABLE councils (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('emulation', 'initiative', 'counting_board')),
    decision_no TEXT NOT NULL CHECK (decision_no <> ''),
    decided_on DATE NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    created_by BIGINT REFERENCES accounts (id),
    CHECK (ends_on >= starts_on)
);
CREATE INDEX councils_by_kind ON councils (kind, starts_on);
CREATE UNIQUE INDEX councils_one_without_end ON councils (kind) WHERE ends_on IS NULL AND kind <> 'counting_board';

-- Who sits in a council as what, from day to day. votes is false for whoever only takes the minutes. A seat that is
-- given up is ended and stays; only on the day it was entered may it be taken out again, as entered by mistake.
CREATE TABLE council_seats (
    id INTEGER NOT NULL PRIMARY KEY,
    council_id BIGINT NOT NULL REFERENCES councils (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    seat TEXT NOT NULL CHECK (seat IN ('chair', 'deputy', 'standing', 'member', 'secretary')),
    votes BOOLEAN NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE,
    entered_on DATE NOT NULL,
    CHECK (ends_on >= starts_on),
    CHECK (votes OR seat = 'secretary')
);
CREATE UNIQUE INDEX council_seats_once_a_person ON council_seats (council_id, person_id) WHERE ends_on IS NULL;
CREATE UNIQUE INDEX council_seats_one_chair ON council_seats (council_id) WHERE ends_on IS NULL AND seat = 'chair';
CREATE INDEX council_seats_by_council ON council_seats (council_id, starts_on);
CREATE INDEX council_seats_by_person ON council_seats (person_id, council_id);
