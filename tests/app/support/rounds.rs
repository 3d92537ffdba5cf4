//! Rounds of reviewing initiatives that have come as far as a test needs them.

use std::collections::BTreeSet;

use diesel::prelude::*;
use thidua::db::Tx;
use thidua::domain::council::Seat;
use thidua::domain::event::Object;
use thidua::domain::ids::*;
use thidua::domain::initiative::State;
use thidua::domain::initiative_round::Verdict;
use thidua::domain::law::catalogue;
use thidua::domain::scoring::{self, Grades, Points};
use thidua::domain::text;
use thidua::domain::year::Year;
use thidua::error::AppResult;
use thidua::features::initiative_rounds::ops::{self, Minutes, Needs, Opening, Scored, Seen, SeenSheet};
use thidua::features::initiatives::ops as initiatives;
use thidua::schema::{initiative_authors, initiative_sheets, initiatives as table, subjects};
use thidua::web::history;

use super::TestApp;

/// What the minutes of a meeting say that all of these came to.
pub fn minutes(attended: Vec<PersonId>) -> Minutes {
    Minutes {
        minutes_no: "03/BB-HĐSK".into(),
        held_on: "2014-07-15".parse().unwrap(),
        begun_at: "08:00".into(),
        ended_at: "11:00".into(),
        place: "Phòng họp tầng 2".into(),
        opinions: String::new(),
        attended,
    }
}

impl TestApp {
    /// Filed on 01/07/2014 and confirmed by its unit; the authors by code, each with his share in percent.
    pub fn reviewed_initiative(&self, code: &str, authors: &[(&str, i32)]) -> InitiativeId {
        let filed_on: chrono::NaiveDate = "2014-07-01".parse().unwrap();
        self.set_up(|tx| {
            let people: Vec<SubjectId> = authors
                .iter()
                .map(|(author, _)| {
                    subjects::table.filter(subjects::code.eq(author)).select(subjects::id).first(tx.conn).unwrap()
                })
                .collect();
            let first = PersonId(people[0].0);
            let unit: UnitId =
                thidua::schema::people::table.find(first).select(thidua::schema::people::unit_id).first(tx.conn)?;
            let title = format!("Sáng kiến {code}");
            let id: InitiativeId = diesel::insert_into(table::table)
                .values((
                    table::code.eq(code),
                    table::year.eq(Year(2014)),
                    table::unit_id.eq(unit),
                    table::folded_title.eq(text::fold(&title)),
                    table::title.eq(title),
                    table::field.eq(""),
                    table::summary.eq("Làm nhanh hơn"),
                    table::state.eq(State::UnitReviewed),
                    table::version.eq(1),
                    table::filed_on.eq(filed_on),
                    table::decision_no.eq(""),
                    table::reason.eq(""),
                    table::since.eq(tx.now.naive_utc()),
                ))
                .returning(table::id)
                .get_result(tx.conn)?;
            for (ordinal, (person, (_, percent))) in (1..).zip(people.iter().zip(authors)) {
                diesel::insert_into(initiative_authors::table)
                    .values((
                        initiative_authors::initiative_id.eq(id),
                        initiative_authors::person_id.eq(PersonId(person.0)),
                        initiative_authors::percent.eq(percent),
                        initiative_authors::ordinal.eq(ordinal),
                    ))
                    .execute(tx.conn)?;
            }
            tx.audit(thidua::domain::event::Event::new(
                thidua::domain::event::EventKind::InitiativeFiled,
                Object::Initiative(id),
            ))?;
            Ok(id)
        })
    }

    /// A round of 2014 with the usual sheet, open until 31/07.
    pub fn opened_round(&self, name: &str) -> InitiativeRoundId {
        let sheet = scoring::usual_sheet(catalogue(), "").unwrap();
        let new = Opening {
            year: Year(2014),
            name: name.into(),
            filing_due_on: "2014-07-31".parse().unwrap(),
            sheet_code: sheet.code.clone(),
            pass_mark: Points::whole(sheet.pass_total),
            grades: Grades::default(),
            spares_own_unit: false,
            council_no: "45/QĐ-STC".into(),
        };
        self.set_up(|tx| ops::open(tx, &new))
    }

    pub fn on_round(&self, id: InitiativeRoundId, verb: impl FnOnce(&mut Tx, Seen) -> AppResult<()>) {
        self.set_up(|tx| {
            let version = history::version(tx.conn, Object::InitiativeRound(id))?;
            verb(tx, Seen { id, version })
        });
    }

    pub fn on_sheet(&self, id: InitiativeSheetId, verb: impl FnOnce(&mut Tx, SeenSheet) -> AppResult<()>) {
        self.set_up(|tx| {
            let version = history::version(tx.conn, Object::InitiativeSheet(id))?;
            verb(tx, SeenSheet { id, version })
        });
    }

    pub fn take_up(&self, round: InitiativeRoundId, id: InitiativeId) {
        self.on_round(round, |tx, seen| ops::take_up(tx, seen, &[initiatives::Seen { id, version: 1 }]));
    }

    /// The first is the chair, the second the secretary.
    pub fn seat_all(&self, round: InitiativeRoundId, codes: &[&str]) {
        let seats = [Seat::Chair, Seat::Secretary].into_iter().chain(std::iter::repeat(Seat::Member));
        for (code, seat) in codes.iter().zip(seats) {
            self.on_round(round, |tx, seen| ops::seat(tx, seen, code, seat));
        }
    }

    pub fn assign(&self, round: InitiativeRoundId, initiative: &str, examiners: &[PersonId]) {
        let examiners: BTreeSet<PersonId> = examiners.iter().copied().collect();
        self.on_round(round, |tx, seen| ops::assign(tx, seen, initiative, &examiners));
    }

    pub fn start_scoring(&self, round: InitiativeRoundId) {
        self.on_round(round, ops::start);
    }

    /// Sheets of a round, oldest first.
    pub fn sheets_of(&self, round: InitiativeRoundId) -> Vec<InitiativeSheetId> {
        self.read(|conn| {
            initiative_sheets::table
                .filter(initiative_sheets::round_id.eq(round))
                .order(initiative_sheets::id)
                .select(initiative_sheets::id)
                .load(conn)
        })
    }

    /// The most that the usual sheet gives, and a proposal to recognise it.
    pub fn send_sheet(&self, id: InitiativeSheetId) {
        let sheet = scoring::usual_sheet(catalogue(), "").unwrap();
        let marks = sheet.criteria.iter().map(|it| (it.code.clone(), Points::whole(it.max))).collect();
        let scored = Scored { marks, verdict: Some(Verdict::Recognise), comment: String::new() };
        self.on_sheet(id, |tx, seen| ops::score(tx, seen, &scored, Needs::All));
    }
}
