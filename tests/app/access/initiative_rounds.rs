//! Rounds of initiatives as far as each act on one needs them.

use thidua::features::initiative_rounds::ops;

use super::*;

const COUNCIL: &[&str] = &["STC-001", "VP-SECRETARIAT", "DT-COUNCIL", "QLNS-HEAD", "VP-ACCOUNTANT"];

/// A round with an initiative of the staff member's, for whose scoring these are named.
fn gathered(app: &TestApp, nth: usize, examiners: &[&str]) -> InitiativeRoundId {
    let round = app.opened_round(&format!("Đợt {nth}"));
    let code = format!("SK-2014-90{nth}");
    let initiative = app.reviewed_initiative(&code, &[("QLNS-STAFF", 100)]);
    app.take_up(round, initiative);
    app.seat_all(round, COUNCIL);
    let examiners: Vec<PersonId> = examiners.iter().map(|name| app.actor(name).person.unwrap()).collect();
    if !examiners.is_empty() {
        app.assign(round, &code, &examiners);
    }
    round
}

/// 1 is open and has nobody to score; 2 is scored: sheet 1 waits for the council member, 2 was sent by the accountant, 3
/// is of the head, who declared a conflict; 3 waits to be concluded, 4 is concluded, 5 has its decision drafted. 6 can be
/// started. The decision of 7 is issued, and its signed paper scanned.
pub fn of_all_states(app: &TestApp) {
    gathered(app, 1, &[]);
    let second = gathered(app, 2, &["council"]);
    app.start_scoring(second);
    for name in ["accountant", "head"] {
        let three: Vec<PersonId> = ["council", "accountant", "head"]
            .iter()
            .take_while(|other| **other != name)
            .chain([&name])
            .map(|name| app.actor(name).person.unwrap())
            .collect();
        app.assign(second, "SK-2014-902", &three);
    }
    let sheets = app.sheets_of(second);
    app.send_sheet(sheets[1]);
    app.on_sheet(sheets[2], |tx, seen| ops::recuse(tx, seen, "Cùng phòng"));
    for nth in 3..=5 {
        let round = gathered(app, nth, &["council"]);
        app.start_scoring(round);
        app.send_sheet(app.sheets_of(round)[0]);
        if nth > 3 {
            let people = COUNCIL.iter().map(|code| person(app, code)).collect();
            app.on_round(round, |tx, seen| ops::conclude(tx, seen, &minutes(people)));
        }
        if nth > 4 {
            app.on_round(round, |tx, seen| ops::draft_decision(tx, seen, "Về việc công nhận sáng kiến"));
        }
    }
    gathered(app, 6, &["council"]);
    let issued = gathered(app, 7, &["council"]);
    app.start_scoring(issued);
    app.send_sheet(app.sheets_of(issued)[0]);
    let people = COUNCIL.iter().map(|code| person(app, code)).collect();
    app.on_round(issued, |tx, seen| ops::conclude(tx, seen, &minutes(people)));
    app.on_round(issued, |tx, seen| ops::draft_decision(tx, seen, "Về việc công nhận sáng kiến"));
    app.on_round(issued, |tx, seen| ops::issue(tx, seen, "90", "2014-07-15".parse().unwrap()));
}

fn person(app: &TestApp, code: &str) -> PersonId {
    app.db.read_now(|conn| thidua::features::people::ops::by_code(conn, code)).unwrap().unwrap()
}

/// The round on which an act makes sense.
pub fn address(path: &str) -> String {
    let act = path.rsplit('/').next().unwrap();
    let round = match act {
        _ if path.contains("/scans") => "7",
        "conclusion" => "3",
        "draft" => "4",
        "minutes" | "decision" | "issuance" | "sheets" => "5",
        "scoring" => "6",
        _ => "1",
    };
    path.replace("{id}", round)
        .replace("{code}", "SK-2014-901")
        .replace("{person}", "VP-ACCOUNTANT")
        .replace("{scan}", "1")
        .replace("{kind}", "csv")
}

/// The sheet on which an act makes sense.
pub fn sheet_address(path: &str) -> String {
    let sheet = match path.rsplit('/').next().unwrap() {
        "reopening" => "2",
        "replacement" => "3",
        _ => "1",
    };
    path.replace("{id}", sheet)
}
