//! Reads and writes of certificates and their blanks, and how far those of a decision are.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::lines::Line;
use crate::db::Connection;
use crate::domain::certificate::State;
use crate::domain::decision;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{audit_entries, awards, certificate_blanks as blanks, certificates, decisions};

/// How many awards of a kind a decision grants that still stand, and how many of their certificates are in each state.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub standing: i64,
    pub of_state: HashMap<State, i64>,
    /// Of revoked awards, and still out.
    pub to_come_back: i64,
}

impl Counts {
    pub fn of(&self, state: State) -> i64 {
        self.of_state.get(&state).copied().unwrap_or_default()
    }

    /// Standing awards without a certificate.
    pub fn missing(&self) -> i64 {
        (self.standing - self.of_state.values().sum::<i64>()).max(0)
    }

    pub fn add(&mut self, other: &Self) {
        self.standing += other.standing;
        self.to_come_back += other.to_come_back;
        for (state, count) in &other.of_state {
            *self.of_state.entry(*state).or_default() += count;
        }
    }
}

/// Of one decision, or of all of a year.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    Decision(DecisionId),
    Year(Year),
}

/// Counted for each decision and kind of award.
pub fn counts(conn: &mut Connection, of: Of) -> AppResult<HashMap<(DecisionId, AwardCode), Counts>> {
    let mut counts: HashMap<(DecisionId, AwardCode), Counts> = HashMap::new();
    let mut granted = awards::table
        .inner_join(decisions::table)
        .filter(decisions::own)
        .filter(awards::revoked_on.is_null())
        .group_by((awards::decision_id, awards::award_code))
        .select((awards::decision_id, awards::award_code, count_star()))
        .into_boxed();
    match of {
        Of::Decision(id) => granted = granted.filter(awards::decision_id.eq(id)),
        Of::Year(year) => granted = granted.filter(awards::year.eq(year)),
    }
    let granted: Vec<(DecisionId, AwardCode, i64)> = granted.load(conn)?;
    for (decision, award, count) in granted {
        counts.entry((decision, award)).or_default().standing = count;
    }
    for (decision, award, state, count) in entered(conn, of, true)? {
        *counts.entry((decision, award)).or_default().of_state.entry(state).or_default() += count;
    }
    for (decision, award, state, count) in entered(conn, of, false)? {
        if state.is_out() {
            counts.entry((decision, award)).or_default().to_come_back += count;
        }
    }
    Ok(counts)
}

/// Certificates of awards that stand, or of revoked ones.
fn entered(conn: &mut Connection, of: Of, is_standing: bool) -> AppResult<Vec<(DecisionId, AwardCode, State, i64)>> {
    let mut query = certificates::table
        .inner_join(awards::table)
        .filter(awards::revoked_on.is_null().eq(is_standing))
        .group_by((certificates::decision_id, certificates::award_code, certificates::state))
        .select((certificates::decision_id, certificates::award_code, certificates::state, count_star()))
        .into_boxed();
    match of {
        Of::Decision(id) => query = query.filter(certificates::decision_id.eq(id)),
        Of::Year(year) => query = query.filter(awards::year.eq(year)),
    }
    Ok(query.load(conn)?)
}

/// Number, day and words of the issued decisions of the head of the agency that grant something in a year, newest first.
pub fn decisions_of(conn: &mut Connection, year: Year) -> AppResult<Vec<(DecisionId, String, NaiveDate, String)>> {
    let granting = awards::table.filter(awards::year.eq(year)).select(awards::decision_id);
    let found: Vec<(DecisionId, Option<String>, Option<NaiveDate>, String)> = decisions::table
        .filter(decisions::year.eq(year))
        .filter(decisions::own)
        .filter(decisions::state.ne(decision::State::Draft))
        .filter(decisions::id.eq_any(granting))
        .order((decisions::decided_on.desc(), decisions::id.desc()))
        .select((decisions::id, decisions::number, decisions::decided_on, decisions::abstract_line))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(id, number, day, words)| Some((id, number?, day?, words))).collect())
}

/// One blank, and what became of it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = blanks)]
pub struct Blank {
    pub certificate_id: CertificateId,
    pub serial: String,
    pub state: State,
    pub printed_on: NaiveDate,
    pub received_by: String,
    pub handed_on: Option<NaiveDate>,
    pub spoiled_on: Option<NaiveDate>,
    pub reason: String,
    pub returned_on: Option<NaiveDate>,
}

/// The blanks of certificates, each one's first first.
pub fn blanks_of(conn: &mut Connection, of: &[CertificateId]) -> AppResult<Vec<Blank>> {
    let found = blanks::table.filter(blanks::certificate_id.eq_any(of)).order(blanks::id);
    Ok(found.select(Blank::as_select()).load(conn)?)
}

/// The serial of the last blank of each.
pub fn serials(conn: &mut Connection, lines: &[Line]) -> AppResult<HashMap<CertificateId, String>> {
    let ids: Vec<CertificateId> = lines.iter().filter_map(|line| line.certificate.as_ref().map(|it| it.id)).collect();
    Ok(blanks_of(conn, &ids)?.into_iter().map(|it| (it.certificate_id, it.serial)).collect())
}

/// The version of each, as `history::version` has it of one.
pub fn versions(conn: &mut Connection, lines: &[Line]) -> AppResult<HashMap<CertificateId, i64>> {
    let ids: Vec<i64> = lines.iter().filter_map(|line| line.certificate.as_ref().map(|it| it.id.0)).collect();
    let found: Vec<(i64, Option<i64>)> = audit_entries::table
        .filter(audit_entries::object_kind.eq(Object::Certificate(CertificateId(0)).key().0))
        .filter(audit_entries::object_id.eq_any(ids))
        .group_by(audit_entries::object_id)
        .select((audit_entries::object_id, max(audit_entries::id)))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, version)| (CertificateId(id), version.unwrap_or_default())).collect())
}

/// Which of these serials a blank of the award has already had, and what number its certificate has.
pub fn taken(conn: &mut Connection, award: AwardCode, serials: &[&str]) -> AppResult<HashMap<String, (Year, i64)>> {
    let found: Vec<(String, Year, i64)> = blanks::table
        .inner_join(certificates::table)
        .filter(blanks::award_code.eq(award))
        .filter(blanks::serial.eq_any(serials))
        .select((blanks::serial, certificates::book_year, certificates::book_no))
        .load(conn)?;
    Ok(found.into_iter().map(|(serial, year, number)| (serial, (year, number))).collect())
}

/// The number that comes next in the golden book of a year.
pub fn next_number(conn: &mut Connection, year: Year) -> AppResult<i64> {
    let last: Option<i64> =
        certificates::table.filter(certificates::book_year.eq(year)).select(max(certificates::book_no)).first(conn)?;
    Ok(last.unwrap_or_default() + 1)
}

pub fn insert(conn: &mut Connection, line: &Line, year: Year, number: i64) -> AppResult<CertificateId> {
    Ok(diesel::insert_into(certificates::table)
        .values((
            certificates::award_id.eq(line.id),
            certificates::decision_id.eq(line.decision),
            certificates::award_code.eq(line.award),
            certificates::book_year.eq(year),
            certificates::book_no.eq(number),
            certificates::state.eq(State::Printed),
        ))
        .returning(certificates::id)
        .get_result(conn)?)
}

pub fn insert_blank(
    conn: &mut Connection,
    of: CertificateId,
    award: AwardCode,
    serial: &str,
    printed_on: NaiveDate,
) -> AppResult<()> {
    diesel::insert_into(blanks::table)
        .values((
            blanks::certificate_id.eq(of),
            blanks::award_code.eq(award),
            blanks::serial.eq(serial),
            blanks::state.eq(State::Printed),
            blanks::printed_on.eq(printed_on),
            blanks::received_by.eq(""),
            blanks::reason.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

/// What is written of a blank as it moves on.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = blanks)]
pub struct Moved {
    pub state: State,
    pub received_by: Option<String>,
    pub handed_on: Option<NaiveDate>,
    pub spoiled_on: Option<NaiveDate>,
    pub reason: Option<String>,
    pub returned_on: Option<NaiveDate>,
}

impl Moved {
    pub const fn to(state: State) -> Self {
        Self { state, received_by: None, handed_on: None, spoiled_on: None, reason: None, returned_on: None }
    }
}

/// Moves the last blank of a certificate on.
pub fn save_blank(conn: &mut Connection, of: CertificateId, moved: &Moved) -> AppResult<()> {
    let in_use = blanks::table.filter(blanks::certificate_id.eq(of)).filter(blanks::state.ne(State::Spoiled));
    diesel::update(in_use).set(moved).execute(conn)?;
    Ok(())
}

pub fn save_state(conn: &mut Connection, id: CertificateId, state: State) -> AppResult<()> {
    diesel::update(certificates::table.find(id)).set(certificates::state.eq(state)).execute(conn)?;
    Ok(())
}
