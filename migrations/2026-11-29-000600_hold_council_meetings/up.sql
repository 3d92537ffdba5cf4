-- A meeting of the emulation council (phiên họp Hội đồng) on the dossiers of a year. board_id is the counting board.
-- votes_on_own: a member votes on his own line too; spares_own_unit: not on lines of his own unit;
-- counts_recused: whoever must not vote on a line still counts among all members there.
-- result_id: what its votes came to, once it is concluded; then nothing here changes any more.
CREATE TABLE council_meetings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    year BIGINT NOT NULL REFERENCES emulation_years (year),
    council_id BIGINT NOT NULL REFERENCES councils (id),
    board_id BIGINT REFERENCES councils (id),
    held_on DATE NOT NULL,
    begun_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('preparing', 'voting', 'closed', 'counted', 'concluded')),
    votes_on_own BOOLEAN NOT NULL,
    spares_own_unit BOOLEAN NOT NULL,
    counts_recused BOOLEAN NOT NULL,
    opinions TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    minutes_no TEXT NOT NULL,
    result_id BIGINT UNIQUE REFERENCES council_results (id),
    created_by BIGINT REFERENCES accounts (id),
    since TIMESTAMP NOT NULL,
    CHECK ((state = 'concluded') = (result_id IS NOT NULL)),
    CHECK (state <> 'concluded' OR minutes_no <> '')
);
CREATE INDEX council_meetings_by_year ON council_meetings (year, held_on, id);
CREATE INDEX council_meetings_running ON council_meetings (state) WHERE state <> 'concluded';

-- All members of the council on that day, and how each of them votes.
CREATE TABLE council_meeting_members (
    meeting_id BIGINT NOT NULL REFERENCES council_meetings (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    seat TEXT NOT NULL CHECK (seat IN ('chair', 'deputy', 'standing', 'member', 'secretary')),
    way TEXT NOT NULL CHECK (way IN ('screen', 'paper', 'written', 'absent')),
    reason TEXT NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
) WITHOUT ROWID;
CREATE INDEX council_meeting_members_by_person ON council_meeting_members (person_id, meeting_id);

-- The agenda. passed and reason are the chair's, where the votes alone do not decide.
CREATE TABLE council_meeting_items (
    meeting_id BIGINT NOT NULL REFERENCES council_meetings (id),
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id),
    award_code TEXT NOT NULL,
    passed BOOLEAN,
    reason TEXT NOT NULL,
    PRIMARY KEY (meeting_id, dossier_id)
) WITHOUT ROWID;
CREATE INDEX council_meeting_items_by_dossier ON council_meeting_items (dossier_id);

-- Who must not vote on what, and why: found by the program when the vote begins, or declared.
CREATE TABLE council_meeting_conflicts (
    meeting_id BIGINT NOT NULL,
    dossier_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('oneself', 'relative', 'unit', 'declared')),
    reason TEXT NOT NULL,
    PRIMARY KEY (meeting_id, dossier_id, person_id),
    FOREIGN KEY (meeting_id, dossier_id) REFERENCES council_meeting_items (meeting_id, dossier_id) ON DELETE CASCADE,
    FOREIGN KEY (meeting_id, person_id) REFERENCES council_meeting_members (meeting_id, person_id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Scans of written opinions, paper ballots, signed minutes. The file lies in the data folder under stored_name.
CREATE TABLE council_meeting_files (
    id INTEGER NOT NULL PRIMARY KEY,
    meeting_id BIGINT NOT NULL REFERENCES council_meetings (id),
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    added_at TIMESTAMP NOT NULL
);
CREATE INDEX council_meeting_files_by_meeting ON council_meeting_files (meeting_id, id);

-- Minutes that were signed are corrected by further minutes only.
CREATE TABLE council_meeting_amendments (
    id INTEGER NOT NULL PRIMARY KEY,
    meeting_id BIGINT NOT NULL REFERENCES council_meetings (id),
    minutes_no TEXT NOT NULL CHECK (minutes_no <> ''),
    written_on DATE NOT NULL,
    content TEXT NOT NULL CHECK (content <> '')
);
CREATE INDEX council_meeting_amendments_by_meeting ON council_meeting_amendments (meeting_id, id);
CREATE TRIGGER council_meeting_amendments_are_never_changed BEFORE UPDATE ON council_meeting_amendments
BEGIN SELECT RAISE(ABORT, 'further minutes are append-only'); END;
CREATE TRIGGER council_meeting_amendments_are_never_deleted BEFORE DELETE ON council_meeting_amendments
BEGIN SELECT RAISE(ABORT, 'further minutes are append-only'); END;

-- A vote of a meeting (SECURITY.md §5); one that was voided is followed by another. public_key is NULL where nobody
-- votes on the screen; the private half lies in the data folder, wrapped by both holders, never in here.
-- least_boxes: fewer are not opened.
CREATE TABLE ballots (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    meeting_id BIGINT NOT NULL REFERENCES council_meetings (id),
    state TEXT NOT NULL CHECK (state IN ('voting', 'closed', 'opened', 'voided')),
    public_key BINARY CHECK (length(public_key) = 32),
    holder_one BIGINT REFERENCES people (id),
    holder_two BIGINT REFERENCES people (id),
    least_boxes BIGINT NOT NULL CHECK (least_boxes >= 3),
    voided_because TEXT NOT NULL,
    CHECK (holder_one <> holder_two),
    CHECK ((public_key IS NULL) = (holder_one IS NULL)),
    CHECK ((public_key IS NULL) = (holder_two IS NULL)),
    CHECK ((state = 'voided') = (voided_because <> ''))
);
CREATE UNIQUE INDEX ballots_one_live ON ballots (meeting_id) WHERE state <> 'voided';
CREATE INDEX ballots_by_meeting ON ballots (meeting_id, id);

-- A sheet holds the lines on which the same members must not vote. The counting board enters what lay on paper and what
-- absent members wrote: NULL until then. boxes: how many were opened, and how many of them held no valid sheet.
CREATE TABLE ballot_sheets (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    ballot_id BIGINT NOT NULL REFERENCES ballots (id),
    ordinal BIGINT NOT NULL CHECK (ordinal > 0),
    paper_issued BIGINT NOT NULL CHECK (paper_issued >= 0),
    paper_invalid BIGINT CHECK (paper_invalid BETWEEN 0 AND paper_issued),
    written BIGINT NOT NULL CHECK (written >= 0),
    boxes BIGINT,
    boxes_invalid BIGINT CHECK (boxes_invalid BETWEEN 0 AND boxes),
    UNIQUE (ballot_id, ordinal)
);

CREATE TABLE ballot_lines (
    sheet_id BIGINT NOT NULL REFERENCES ballot_sheets (id),
    ordinal BIGINT NOT NULL CHECK (ordinal >= 0),
    dossier_id BIGINT NOT NULL REFERENCES dossiers (id),
    paper_agree BIGINT CHECK (paper_agree >= 0),
    written_agree BIGINT CHECK (written_agree >= 0),
    screen_agree BIGINT CHECK (screen_agree >= 0),
    PRIMARY KEY (sheet_id, ordinal),
    UNIQUE (sheet_id, dossier_id)
) WITHOUT ROWID;

-- The two envelopes. "meeting" is a sheet, which has a roll and boxes of its own. The roll says who has voted, the
-- sealed boxes hold what: they share no key, no order and no time. result has how often which sheet was found.
CREATE TABLE roll (
    meeting BIGINT NOT NULL REFERENCES ballot_sheets (id),
    member BIGINT NOT NULL REFERENCES people (id),
    voted BOOLEAN NOT NULL,
    PRIMARY KEY (meeting, member)
) WITHOUT ROWID;
CREATE INDEX roll_by_member ON roll (member, meeting);

CREATE TABLE sealed (
    id BINARY NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    meeting BIGINT NOT NULL REFERENCES ballot_sheets (id),
    box BINARY NOT NULL
) WITHOUT ROWID;
CREATE INDEX sealed_by_meeting ON sealed (meeting);

CREATE TABLE result (
    meeting BIGINT NOT NULL REFERENCES ballot_sheets (id),
    choices TEXT NOT NULL,
    n BIGINT NOT NULL CHECK (n > 0),
    PRIMARY KEY (meeting, choices)
) WITHOUT ROWID;

ALTER TABLE agencies ADD COLUMN least_boxes BIGINT NOT NULL DEFAULT 5 CHECK (least_boxes >= 3);

-- Of how many a line needed its share, where that is not all members of the meeting.
ALTER TABLE council_result_lines ADD COLUMN members BIGINT CHECK (members > 0);
