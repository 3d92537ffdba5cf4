-- What the application of NĐ 13/2012/NĐ-CP and TT 18/2013/TT-BKHCN asks for beside title and summary.
-- investor: who paid for it, where that is not the author; continues_id: the initiative it builds on.
ALTER TABLE initiatives ADD COLUMN investor TEXT NOT NULL DEFAULT '';
ALTER TABLE initiatives ADD COLUMN nature TEXT NOT NULL DEFAULT '';
ALTER TABLE initiatives ADD COLUMN confidential TEXT NOT NULL DEFAULT '';
ALTER TABLE initiatives ADD COLUMN conditions TEXT NOT NULL DEFAULT '';
ALTER TABLE initiatives ADD COLUMN benefits_by_author TEXT NOT NULL DEFAULT '';
ALTER TABLE initiatives ADD COLUMN benefits_by_users TEXT NOT NULL DEFAULT '';
ALTER TABLE initiatives ADD COLUMN continues_id BIGINT REFERENCES initiatives (id);
CREATE INDEX initiatives_by_continued ON initiatives (continues_id) WHERE continues_id IS NOT NULL;

-- A co-author says whether it is his and his share right; NULL until he is asked for the text as it stands.
ALTER TABLE initiative_authors ADD COLUMN answer TEXT CHECK (answer IN ('asked', 'confirmed', 'refused'));
ALTER TABLE initiative_authors ADD COLUMN answered_on DATE;
ALTER TABLE initiative_authors ADD COLUMN answer_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE initiative_authors ADD COLUMN qualification TEXT NOT NULL DEFAULT '';
CREATE INDEX initiative_authors_asked ON initiative_authors (person_id, initiative_id) WHERE answer = 'asked';

-- Who took part when it was first used, as the application lists them: also people from outside the agency.
CREATE TABLE initiative_participants (
    initiative_id BIGINT NOT NULL REFERENCES initiatives (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    birth_date DATE,
    workplace TEXT NOT NULL,
    position TEXT NOT NULL,
    qualification TEXT NOT NULL,
    support TEXT NOT NULL,
    PRIMARY KEY (initiative_id, ordinal)
) WITHOUT ROWID;
