//! Councils and their meetings, as far as a test needs them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use thidua::ballot_box::{Passphrase, fresh_key, open_key};
use thidua::db::{Connection, Tx};
use thidua::domain::ballot::Choices;
use thidua::domain::council::{CouncilKind, Seat, Term};
use thidua::domain::council_meeting::Way;
use thidua::domain::event::Object;
use thidua::domain::ids::*;
use thidua::domain::year::Year;
use thidua::error::AppResult;
use thidua::features::council_meetings::ops::{self, Call, Seen, Start};
use thidua::features::councils::ops as councils;
use thidua::policy::Actor;
use thidua::schema::{ballot_lines, ballot_sheets, ballots, roll};
use thidua::web::history;

use super::TestApp;

/// The passphrases of the two key holders.
pub const ONE: &str = "hoa sen nở mùa hạ";
pub const TWO: &str = "cây đa bến nước sân đình";

impl TestApp {
    /// A council of these people, the first of whom is its chair, since the beginning of 2014.
    pub fn council(&self, kind: CouncilKind, codes: &[&str]) -> CouncilId {
        let first = "2014-01-02".parse().unwrap();
        let new = councils::NewCouncil {
            kind,
            decision_no: "45/QĐ-STC".into(),
            decided_on: first,
            term: Term { first, last: None },
        };
        self.set_up(|tx| {
            let id = councils::set_up(tx, &new)?;
            for (nth, code) in codes.iter().enumerate() {
                let version = history::version(tx.conn, Object::Council(id))?;
                let seat = if nth == 0 { Seat::Chair } else { Seat::Member };
                let seating = councils::Seating { member: (*code).into(), seat, votes: true, from: first };
                councils::seat(tx, councils::Seen { id, version }, &seating)?;
            }
            Ok(id)
        })
    }

    /// A meeting of a council today, called by the command line.
    pub fn meeting(&self, council: CouncilId, board: Option<CouncilId>) -> CouncilMeetingId {
        let call = Call {
            year: Year(2014),
            council,
            board,
            held_on: "2014-07-15".parse().unwrap(),
            begun_at: "08:00".into(),
            place: "Phòng họp tầng 2".into(),
            votes_on_own: false,
            spares_own_unit: false,
            counts_recused: true,
        };
        self.set_up(|tx| ops::call(tx, &call))
    }

    /// A verb on a meeting in the version it has now, by the command line.
    pub fn on_meeting<T>(&self, id: CouncilMeetingId, verb: impl FnOnce(&mut Tx, Seen) -> AppResult<T>) -> T {
        self.set_up(|tx| {
            let version = history::version(tx.conn, Object::CouncilMeeting(id))?;
            verb(tx, Seen { id, version })
        })
    }

    /// Those that are not on the screen.
    pub fn attend(&self, id: CouncilMeetingId, ways: &[(PersonId, Way)]) {
        let ways: Vec<_> = ways.iter().map(|(person, way)| (*person, *way, "Đi công tác".to_owned())).collect();
        self.on_meeting(id, |tx, seen| ops::attend(tx, seen, &ways));
    }

    /// The vote begins; the two hold the key.
    pub fn start_vote(&self, id: CouncilMeetingId, holders: Option<(PersonId, PersonId)>) {
        let phrase = |text| Passphrase::parse(text).unwrap();
        let start = holders.map(|holders| Start { holders, key: fresh_key(&phrase(ONE), &phrase(TWO)).unwrap() });
        let keys = self.ballot_keys();
        self.on_meeting(id, |tx, seen| ops::start(tx, seen, start.as_ref().map(|it| (it, &keys))));
    }

    /// Opens the boxes as a key holder.
    pub fn open_boxes(&self, id: CouncilMeetingId, holder: &Actor) {
        let phrase = |text| Passphrase::parse(text).unwrap();
        let ballot: BallotId = self.read(|conn| {
            ballots::table.filter(ballots::meeting_id.eq(id)).order(ballots::id.desc()).select(ballots::id).first(conn)
        });
        let keys = self.ballot_keys();
        let key = open_key(&keys.read(ballot).unwrap().unwrap(), &phrase(ONE), &phrase(TWO)).unwrap();
        let open = |tx: &mut Tx| {
            let version = history::version(tx.conn, Object::CouncilMeeting(id))?;
            ops::open(tx, Seen { id, version }, &key)
        };
        self.db.write_now(holder, open).unwrap();
        keys.remove(ballot).unwrap();
    }

    /// Votes as somebody, on all his lines alike.
    pub fn cast_alike(&self, id: CouncilMeetingId, actor: &Actor, agrees: bool) -> AppResult<()> {
        let keys = self.ballot_keys();
        self.db.write_now(actor, |tx| {
            let member = actor.person.unwrap();
            let mut choices = BTreeMap::new();
            for sheet in sheets_of(tx.conn, id)? {
                let lines: i64 =
                    ballot_lines::table.filter(ballot_lines::sheet_id.eq(sheet)).count().get_result(tx.conn)?;
                if roll::table.find((sheet, member)).count().get_result::<i64>(tx.conn)? == 1 {
                    choices.insert(sheet, Choices::new(vec![agrees; lines as usize]));
                }
            }
            ops::cast(tx, id, &choices, &keys)
        })
    }
}

/// The sheets of the ballot that runs.
fn sheets_of(conn: &mut Connection, meeting: CouncilMeetingId) -> QueryResult<Vec<BallotSheetId>> {
    ballot_sheets::table
        .inner_join(ballots::table)
        .filter(ballots::meeting_id.eq(meeting))
        .filter(ballots::state.ne("voided"))
        .select(ballot_sheets::id)
        .load(conn)
}
