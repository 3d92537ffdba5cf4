//! The rows of a year as they are written.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::domain::decision;
use crate::domain::ids::*;
use crate::domain::interim_result;
use crate::domain::law::{AuthorityCode, AwardCode, DisciplineCode, GradeCode};
use crate::domain::leave::LeaveKind;
use crate::domain::registration::State;
use crate::domain::year::Year;
use crate::schema::{awards, decisions, disciplines, grades, interim_results, leaves, registrations};

#[derive(Insertable)]
#[diesel(table_name = grades)]
pub struct GradeRow {
    pub year: Year,
    pub subject_id: SubjectId,
    pub grade: GradeCode,
}

#[derive(Insertable)]
#[diesel(table_name = disciplines)]
pub struct DisciplineRow {
    pub person_id: PersonId,
    pub decided_on: NaiveDate,
    pub kind: DisciplineCode,
    pub decision_no: String,
}

#[derive(Insertable)]
#[diesel(table_name = leaves)]
pub struct LeaveRow {
    pub person_id: PersonId,
    pub from_date: NaiveDate,
    pub to_date: NaiveDate,
    pub kind: LeaveKind,
}

#[derive(Insertable)]
#[diesel(table_name = registrations, treat_none_as_default_value = false)]
pub struct RegistrationRow<'o> {
    pub id: RegistrationId,
    pub year: Year,
    pub subject_id: SubjectId,
    pub unit_id: UnitId,
    pub award_code: AwardCode,
    pub state: State,
    pub version: i64,
    pub registered_on: Option<NaiveDate>,
    pub pledge: &'static str,
    pub planned_initiative: &'static str,
    pub note: &'static str,
    pub reason: &'static str,
    pub on_behalf: bool,
    pub since: NaiveDateTime,
    pub due_on: Option<NaiveDate>,
    pub sort_key: &'o [u8],
}

#[derive(Insertable)]
#[diesel(table_name = decisions)]
pub struct DecisionRow<'o> {
    pub id: DecisionId,
    pub authority: AuthorityCode,
    pub own: bool,
    pub year: Year,
    pub abstract_line: String,
    pub state: decision::State,
    pub version: i64,
    pub number: String,
    pub decided_on: NaiveDate,
    pub signer_name: &'o str,
    pub signer_position: &'static str,
    pub since: NaiveDateTime,
}

#[derive(Insertable)]
#[diesel(table_name = awards)]
pub struct AwardRow<'o> {
    pub subject_id: SubjectId,
    pub award_code: AwardCode,
    pub year: Year,
    pub yearly: bool,
    pub decision_id: DecisionId,
    pub registration_id: RegistrationId,
    pub unit_id: UnitId,
    pub position: &'static str,
    pub achievement: &'static str,
    pub revoked_by: &'static str,
    pub sort_key: &'o [u8],
}

#[derive(Insertable)]
#[diesel(table_name = interim_results)]
pub struct InterimRow<'o> {
    pub year: Year,
    pub subject_id: SubjectId,
    pub unit_id: UnitId,
    pub award_code: AwardCode,
    pub state: interim_result::State,
    pub on_date: NaiveDate,
    pub sort_key: &'o [u8],
}
