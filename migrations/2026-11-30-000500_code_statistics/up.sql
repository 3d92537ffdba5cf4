-- What an official says of a statutory form under a circular of the law catalogue: its code, and who receives it. Empty:
-- dots are printed, and the receiver is that of the catalogue.
CREATE TABLE statistics_codes (
    regime TEXT NOT NULL CHECK (regime <> ''),
    form TEXT NOT NULL CHECK (form <> ''),
    code TEXT NOT NULL,
    receiver TEXT NOT NULL,
    PRIMARY KEY (regime, form)
);

-- Statistics count by the day of the decision, and movements by the day they begin.
CREATE INDEX decisions_by_day ON decisions (decided_on);
CREATE INDEX movements_by_start ON movements (starts_on);
