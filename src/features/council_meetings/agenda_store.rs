//! Reads and writes of the agenda of a meeting, and of who must not vote on its lines.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::council_meeting::{ConflictKind, State};
use crate::domain::dossier::{self, Kind};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    council_meeting_conflicts as conflicts, council_meeting_items as items, council_meetings as meetings, dossiers,
    subjects, units,
};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// A dossier on the agenda, or one that could be.
#[derive(Debug, Clone, Queryable)]
pub struct Item {
    pub dossier: DossierId,
    pub version: i64,
    pub state: dossier::State,
    pub subject: SubjectId,
    pub kind: SubjectKind,
    pub code: String,
    pub name: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub award: AwardCode,
    pub received_on: Option<NaiveDate>,
    pub achievement: String,
}

/// What the chair decided of a line; empty while the votes alone decide.
pub type Said = (Option<bool>, String);

macro_rules! dossiers_in_order {
    ($source:expr) => {
        $source
            .inner_join(subjects::table.on(subjects::id.eq(dossiers::subject_id)))
            .inner_join(units::table.on(units::id.eq(dossiers::unit_id)))
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
            .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
    };
}

macro_rules! item {
    () => {
        (
            dossiers::id,
            dossiers::version,
            dossiers::state,
            dossiers::subject_id,
            subjects::kind,
            subjects::code,
            subjects::name,
            dossiers::unit_id,
            unit_subjects.field(subjects::name),
            dossiers::award_code,
            dossiers::received_on,
            dossiers::achievement,
        )
    };
}

/// The agenda: by prestige of the award, then unit and name.
pub fn items_of(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Vec<(Item, Said)>> {
    let mut found: Vec<(Item, Said)> = dossiers_in_order!(dossiers::table.inner_join(items::table))
        .filter(items::meeting_id.eq(id))
        .select((item!(), (items::passed, items::reason)))
        .load(conn)?;
    found.sort_by_key(|(item, _)| item.award.award().rank);
    Ok(found)
}

/// Dossiers of a year that wait for the council and stand on no agenda of a meeting that goes on.
pub fn candidates(conn: &mut Connection, year: Year, award: Option<AwardCode>) -> AppResult<Vec<Item>> {
    let taken =
        items::table.inner_join(meetings::table).filter(meetings::state.ne(State::Concluded)).select(items::dossier_id);
    let mut query = dossiers_in_order!(dossiers::table)
        .filter(dossiers::year.eq(year))
        .filter(dossiers::state.eq(dossier::State::Verified))
        .filter(dossiers::kind.eq(Kind::Merit))
        .filter(dossiers::id.ne_all(taken))
        .select(item!())
        .into_boxed();
    if let Some(award) = award {
        query = query.filter(dossiers::award_code.eq(award));
    }
    let mut found: Vec<Item> = query.load(conn)?;
    found.sort_by_key(|item| item.award.award().rank);
    Ok(found)
}

/// Somebody must not vote on a line.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = conflicts)]
pub struct Conflict {
    #[diesel(column_name = dossier_id)]
    pub dossier: DossierId,
    #[diesel(column_name = person_id)]
    pub person: PersonId,
    pub kind: ConflictKind,
    pub reason: String,
}

pub fn conflicts_of(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Vec<Conflict>> {
    Ok(conflicts::table.filter(conflicts::meeting_id.eq(id)).select(Conflict::as_select()).load(conn)?)
}

pub fn insert_items(conn: &mut Connection, id: CouncilMeetingId, chosen: &[Item]) -> AppResult<()> {
    let row = |item: &Item| {
        (
            items::meeting_id.eq(id),
            items::dossier_id.eq(item.dossier),
            items::award_code.eq(item.award),
            items::reason.eq(""),
        )
    };
    let rows: Vec<_> = chosen.iter().map(row).collect();
    diesel::insert_into(items::table).values(rows).execute(conn)?;
    Ok(())
}

pub fn delete_item(conn: &mut Connection, id: CouncilMeetingId, dossier: DossierId) -> AppResult<()> {
    diesel::delete(items::table.find((id, dossier))).execute(conn)?;
    Ok(())
}

pub fn insert_conflicts(conn: &mut Connection, id: CouncilMeetingId, all: &[Conflict]) -> AppResult<()> {
    let row = |it: &Conflict| {
        (
            conflicts::meeting_id.eq(id),
            conflicts::dossier_id.eq(it.dossier),
            conflicts::person_id.eq(it.person),
            conflicts::kind.eq(it.kind),
            conflicts::reason.eq(it.reason.clone()),
        )
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    diesel::insert_into(conflicts::table).values(rows).execute(conn)?;
    Ok(())
}

/// Those of a kind that were found by the program go when the vote is taken back.
pub fn delete_found_conflicts(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<()> {
    let found =
        conflicts::table.filter(conflicts::meeting_id.eq(id)).filter(conflicts::kind.ne(ConflictKind::Declared));
    diesel::delete(found).execute(conn)?;
    Ok(())
}

/// Whether there was one to take away.
pub fn delete_declared(
    conn: &mut Connection,
    id: CouncilMeetingId,
    dossier: DossierId,
    person: PersonId,
) -> AppResult<bool> {
    let declared = conflicts::table.find((id, dossier, person)).filter(conflicts::kind.eq(ConflictKind::Declared));
    Ok(diesel::delete(declared).execute(conn)? == 1)
}
