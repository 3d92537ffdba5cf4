//! Reads and writes of rounds, their grades, councils and initiatives.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::Opening;
use crate::db::{Connection, Tx};
use crate::domain::council::Seat;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::initiative_round::State;
use crate::domain::law::{ScoreSheet, catalogue};
use crate::domain::ratio::Ratio;
use crate::domain::scoring::{self, Grade, Grades, Points, Tally};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::schema::{
    initiative_round_grades as grades, initiative_round_items as items, initiative_round_seats as seats,
    initiative_rounds as rounds, initiatives, people, subjects, units,
};

/// One round; its fractions as they were when it was opened.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = rounds)]
pub struct Round {
    pub id: InitiativeRoundId,
    pub year: Year,
    pub name: String,
    pub filing_due_on: NaiveDate,
    pub state: State,
    pub sheet_code: String,
    pass_mark: i64,
    threshold_part: i64,
    threshold_whole: i64,
    quorum_part: i64,
    quorum_whole: i64,
    pub spares_own_unit: bool,
    pub council_no: String,
    pub minutes_no: String,
    pub held_on: Option<NaiveDate>,
    pub begun_at: String,
    pub ended_at: String,
    pub place: String,
    pub opinions: String,
    pub decision_abstract: String,
    pub decision_no: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub signer_name: String,
    pub signer_position: String,
}

impl Round {
    pub const fn pass_mark(&self) -> Points {
        Points(self.pass_mark)
    }

    /// The share of all examiners that has to agree.
    pub fn threshold(&self) -> AppResult<Ratio> {
        fraction(self.threshold_part, self.threshold_whole)
    }

    /// The share of the council that has to be there.
    pub fn quorum(&self) -> AppResult<Ratio> {
        fraction(self.quorum_part, self.quorum_whole)
    }

    pub fn sheet(&self) -> AppResult<&'static ScoreSheet> {
        let unknown = || AppError::Unexpected(anyhow::anyhow!("no score sheet {}", self.sheet_code));
        scoring::sheet_of(catalogue(), &self.sheet_code).ok_or_else(unknown)
    }
}

fn fraction(part: i64, whole: i64) -> AppResult<Ratio> {
    Ratio::new(part, whole).ok_or_else(|| AppError::Unexpected(anyhow::anyhow!("a fraction of nothing")))
}

pub fn find(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<Round> {
    Ok(rounds::table.find(id).select(Round::as_select()).first(conn)?)
}

/// The newest that has results.
pub fn newest_with_results(conn: &mut Connection) -> AppResult<Option<InitiativeRoundId>> {
    let ended = rounds::table.filter(rounds::state.eq_any([State::Concluded, State::Decided]));
    let order = (rounds::held_on.desc(), rounds::id.desc());
    Ok(ended.order(order).select(rounds::id).first(conn).optional()?)
}

pub fn grades_of(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<Grades> {
    let found: Vec<(String, i64)> =
        grades::table.filter(grades::round_id.eq(id)).select((grades::letter, grades::from_score)).load(conn)?;
    Ok(Grades::kept(found.into_iter().map(|(letter, from)| Grade { letter, from: Points(from) }).collect()))
}

/// Somebody in a council.
#[derive(Debug, Clone, Queryable)]
pub struct Seated {
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub position: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub seat: Seat,
    pub attended: bool,
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// The council, the chair first.
pub fn seats_of(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<Vec<Seated>> {
    let mut seated: Vec<Seated> = seats::table
        .inner_join(people::table)
        .inner_join(subjects::table.on(subjects::id.eq(seats::person_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(people::unit_id)))
        .filter(seats::round_id.eq(id))
        .order((subjects::sort_key, subjects::code))
        .select((
            seats::person_id,
            subjects::code,
            subjects::name,
            people::position,
            people::unit_id,
            unit_subjects.field(subjects::name),
            seats::seat,
            seats::attended,
        ))
        .load(conn)?;
    seated.sort_by_key(|it| it.seat);
    Ok(seated)
}

/// What the review of an initiative came to; all zero before the conclusion.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = items)]
pub struct Kept {
    score_sum: i64,
    sheets: i64,
    agree: i64,
    examiners: i64,
    pub passed: Option<bool>,
    pub grade: String,
}

impl Kept {
    pub const fn tally(&self) -> Tally {
        Tally { sum: Points(self.score_sum), sent: self.sheets, agree: self.agree, examiners: self.examiners }
    }
}

/// An initiative of a round, or one that could be.
#[derive(Debug, Clone, Queryable)]
pub struct Head {
    pub id: InitiativeId,
    pub version: i64,
    pub code: String,
    pub title: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub filed_on: Option<NaiveDate>,
    pub state: initiative::State,
}

/// The initiatives of a round by unit and code, each with what is kept of its review.
pub fn items_of(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<Vec<(Head, Kept)>> {
    Ok(items::table
        .inner_join(initiatives::table.inner_join(units::table))
        .inner_join(subjects::table.on(subjects::id.eq(initiatives::unit_id)))
        .filter(items::round_id.eq(id))
        .order((units::sort_order, units::id, initiatives::code))
        .select((
            (
                initiatives::id,
                initiatives::version,
                initiatives::code,
                initiatives::title,
                initiatives::unit_id,
                subjects::name,
                initiatives::filed_on,
                initiatives::state,
            ),
            Kept::as_select(),
        ))
        .load(conn)?)
}

/// What of a year waits for review, by unit and code.
pub fn candidates(conn: &mut Connection, year: Year) -> AppResult<Vec<Head>> {
    Ok(initiatives::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(initiatives::unit_id)))
        .filter(initiatives::year.eq(year))
        .filter(initiatives::state.eq(initiative::State::UnitReviewed))
        .order((units::sort_order, units::id, initiatives::code))
        .select((
            initiatives::id,
            initiatives::version,
            initiatives::code,
            initiatives::title,
            initiatives::unit_id,
            subjects::name,
            initiatives::filed_on,
            initiatives::state,
        ))
        .load(conn)?)
}

pub fn insert(tx: &mut Tx, new: &Opening, threshold: (i64, i64), quorum: (i64, i64)) -> AppResult<InitiativeRoundId> {
    let id = diesel::insert_into(rounds::table)
        .values((
            (
                rounds::year.eq(new.year),
                rounds::name.eq(&new.name),
                rounds::filing_due_on.eq(new.filing_due_on),
                rounds::state.eq(State::Open),
                rounds::sheet_code.eq(&new.sheet_code),
                rounds::pass_mark.eq(new.pass_mark.0),
                rounds::spares_own_unit.eq(new.spares_own_unit),
                rounds::council_no.eq(&new.council_no),
            ),
            (
                rounds::threshold_part.eq(threshold.0),
                rounds::threshold_whole.eq(threshold.1),
                rounds::quorum_part.eq(quorum.0),
                rounds::quorum_whole.eq(quorum.1),
            ),
            (
                rounds::minutes_no.eq(""),
                rounds::begun_at.eq(""),
                rounds::ended_at.eq(""),
                rounds::place.eq(""),
                rounds::opinions.eq(""),
                rounds::decision_abstract.eq(""),
                rounds::signer_name.eq(""),
                rounds::signer_position.eq(""),
            ),
            rounds::created_by.eq(tx.actor.account),
            rounds::since.eq(tx.now.naive_utc()),
        ))
        .returning(rounds::id)
        .get_result(tx.conn)?;
    insert_grades(tx.conn, id, &new.grades)?;
    Ok(id)
}

pub fn update(conn: &mut Connection, id: InitiativeRoundId, new: &Opening) -> AppResult<()> {
    diesel::update(rounds::table.find(id))
        .set((
            rounds::name.eq(&new.name),
            rounds::filing_due_on.eq(new.filing_due_on),
            rounds::sheet_code.eq(&new.sheet_code),
            rounds::pass_mark.eq(new.pass_mark.0),
            rounds::spares_own_unit.eq(new.spares_own_unit),
            rounds::council_no.eq(&new.council_no),
        ))
        .execute(conn)?;
    diesel::delete(grades::table.filter(grades::round_id.eq(id))).execute(conn)?;
    insert_grades(conn, id, &new.grades)
}

fn insert_grades(conn: &mut Connection, id: InitiativeRoundId, new: &Grades) -> AppResult<()> {
    let row =
        |it: &Grade| (grades::round_id.eq(id), grades::letter.eq(it.letter.clone()), grades::from_score.eq(it.from.0));
    let rows: Vec<_> = new.all().iter().map(row).collect();
    diesel::insert_into(grades::table).values(rows).execute(conn)?;
    Ok(())
}

/// False when somebody else was quicker.
pub fn save_state(tx: &mut Tx, id: InitiativeRoundId, from: State, to: State) -> AppResult<bool> {
    let rows = diesel::update(rounds::table.find(id).filter(rounds::state.eq(from)))
        .set((rounds::state.eq(to), rounds::since.eq(tx.now.naive_utc())))
        .execute(tx.conn)?;
    Ok(rows == 1)
}

pub fn insert_item(conn: &mut Connection, id: InitiativeRoundId, initiative: InitiativeId) -> AppResult<()> {
    diesel::insert_into(items::table)
        .values((
            items::round_id.eq(id),
            items::initiative_id.eq(initiative),
            items::score_sum.eq(0),
            items::sheets.eq(0),
            items::agree.eq(0),
            items::examiners.eq(0),
            items::grade.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

pub fn delete_item(conn: &mut Connection, id: InitiativeRoundId, initiative: InitiativeId) -> AppResult<()> {
    diesel::delete(items::table.find((id, initiative))).execute(conn)?;
    Ok(())
}

pub fn insert_seat(conn: &mut Connection, id: InitiativeRoundId, person: PersonId, seat: Seat) -> AppResult<()> {
    diesel::insert_into(seats::table)
        .values((seats::round_id.eq(id), seats::person_id.eq(person), seats::seat.eq(seat), seats::attended.eq(false)))
        .execute(conn)?;
    Ok(())
}

pub fn set_council_no(conn: &mut Connection, id: InitiativeRoundId, number: &str) -> AppResult<()> {
    diesel::update(rounds::table.find(id)).set(rounds::council_no.eq(number)).execute(conn)?;
    Ok(())
}

pub fn delete_seat(conn: &mut Connection, id: InitiativeRoundId, person: PersonId) -> AppResult<()> {
    diesel::delete(seats::table.find((id, person))).execute(conn)?;
    Ok(())
}
