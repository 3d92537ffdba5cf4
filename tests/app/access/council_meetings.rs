//! Meetings of the council as far as each act on one needs them.

use diesel::prelude::*;
use thidua::domain::council::Seat;
use thidua::domain::event::{Event, EventKind};
use thidua::features::council_meetings::ops::{self, Conclusion, SheetCount};
use thidua::features::councils::ops as councils;
use thidua::schema::{agencies, ballot_sheets, ballots};

use super::*;

const AWARDS: [&str; 7] = ["GK", "BK_TINH", "BK_BO", "LDTT", "CSTDCS", "CSTD_TINH", "BK_TTG"];

/// In council 1 also sit three who play no other part; the last of them has no account and votes on paper.
fn seat_more(app: &TestApp) {
    for (name, has_account) in [("X1", true), ("X2", true), ("X3", false)] {
        let code = format!("STC-{name}");
        let person = app.person(&code, &format!("Lê Văn {name}"), "STC");
        if has_account {
            app.account(&name.to_lowercase(), Some(person), &[Role::Staff]);
        }
        app.set_up(|tx| {
            let id = CouncilId(1);
            let version = history::version(tx.conn, Object::Council(id))?;
            let from = "2014-07-01".parse().unwrap();
            let seating = councils::Seating { member: code, seat: Seat::Member, votes: true, from };
            councils::seat(tx, councils::Seen { id, version }, &seating)
        });
    }
    app.set_up(|tx| {
        diesel::update(agencies::table).set(agencies::least_boxes.eq(3)).execute(tx.conn)?;
        tx.audit(Event::new(EventKind::AgencyChanged, Object::Agency))
    });
}

/// A meeting on one dossier.
fn called(app: &TestApp, award: &str) -> CouncilMeetingId {
    let line = app.verified("VP-ACCOUNTANT", award, dossier::Kind::Merit, None);
    let meeting = app.meeting(CouncilId(1), Some(CouncilId(3)));
    app.on_meeting(meeting, |tx, seen| ops::put_on_agenda(tx, seen, &[line]));
    meeting
}

fn started(app: &TestApp, award: &str) -> CouncilMeetingId {
    let meeting = called(app, award);
    let person = |name: &str| app.actor(name).person.unwrap();
    app.start_vote(meeting, Some((person("council"), person("x1"))));
    let sheet: BallotSheetId = app.read(|conn| {
        let of_meeting = ballot_sheets::table.inner_join(ballots::table).filter(ballots::meeting_id.eq(meeting));
        of_meeting.select(ballot_sheets::id).first(conn)
    });
    let (paper_agree, written_agree) = (vec![1], vec![0]);
    let count = SheetCount { sheet, returned: 1, valid: 1, invalid: 0, paper_agree, written_agree };
    app.on_meeting(meeting, |tx, seen| ops::enter_counts(tx, seen, &[count]));
    meeting
}

fn closed(app: &TestApp, award: &str) -> CouncilMeetingId {
    let meeting = started(app, award);
    for name in ["council", "x1", "x2"] {
        app.cast_alike(meeting, &app.actor(name), true).unwrap();
    }
    app.on_meeting(meeting, ops::close);
    meeting
}

/// 1 is prepared and has a file, and one of the three does not vote on its line; in 2 the vote runs, 3 is closed, 4
/// counted, 5 concluded; 6 is as it was called. One dossier more waits.
pub async fn of_all_states(app: &TestApp, secretariat: &mut Client) {
    seat_more(app);
    let first = called(app, AWARDS[0]);
    let other = app.actor("x1").person.unwrap();
    let line: i64 = app.read(|conn| {
        let items = thidua::schema::council_meeting_items::table;
        items.select(thidua::schema::council_meeting_items::dossier_id).first(conn)
    });
    app.on_meeting(first, |tx, seen| ops::declare(tx, seen, DossierId(line), other, "Cùng đề tài"));
    secretariat.upload_to("/council-meetings/1/files", "", "a.pdf", b"%PDF-1.4").await.assert_status(303);
    started(app, AWARDS[1]);
    closed(app, AWARDS[2]);
    for award in &AWARDS[3..5] {
        let meeting = closed(app, award);
        app.open_boxes(meeting, &app.actor("council"));
    }
    let said = Conclusion {
        minutes_no: "09/BB-HĐ".into(),
        ended_at: "11:30".into(),
        opinions: String::new(),
        conclusion: String::new(),
        said: Default::default(),
    };
    app.on_meeting(CouncilMeetingId(5), |tx, seen| ops::conclude(tx, seen, &said));
    called(app, AWARDS[5]);
    app.verified("VP-ACCOUNTANT", AWARDS[6], dossier::Kind::Merit, None);
}

/// The meeting on which an act makes sense.
pub fn address(path: &str) -> String {
    let act = path.trim_start_matches("/council-meetings/{id}").trim_start_matches('/');
    let meeting = match act {
        "ballot" | "ballot/check" | "turnout" | "counts" | "closing" | "voiding" => "2",
        "opening" | "ballot/done" => "3",
        "conclusion" => "4",
        "amendments" => "5",
        "dropping" | "start" => "6",
        _ => "1",
    };
    path.replace("{id}", meeting).replace("{file}", "1").replace("{dossier}", "1")
}
