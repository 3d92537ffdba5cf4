//! Reads and writes of conferences.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::{Held, Plan, Seen};
use crate::db::{Connection, Tx};
use crate::domain::conference::State;
use crate::domain::document;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{agencies, conferences, documents, subjects};
use crate::web::forms::Choice;

/// One conference.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = conferences)]
pub struct Conference {
    pub id: ConferenceId,
    pub year: Year,
    pub title: String,
    pub planned_on: NaiveDate,
    pub due_on: Option<NaiveDate>,
    pub place: String,
    pub chair: String,
    pub union_chair: String,
    pub agenda: String,
    pub state: State,
    pub held_on: Option<NaiveDate>,
    pub called: Option<i64>,
    pub attended: Option<i64>,
    pub resolutions: String,
    pub version: i64,
}

pub fn find(conn: &mut Connection, id: ConferenceId) -> AppResult<Conference> {
    Ok(conferences::table.find(id).select(Conference::as_select()).first(conn)?)
}

/// The one that was held last, or else the last planned.
pub fn newest(conn: &mut Connection) -> AppResult<Option<ConferenceId>> {
    let order = (conferences::held_on.desc(), conferences::planned_on.desc(), conferences::id.desc());
    Ok(conferences::table.order(order).select(conferences::id).first(conn).optional()?)
}

/// Those of a year, in the order of their days.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<Vec<Conference>> {
    let found = conferences::table.filter(conferences::year.eq(year)).order((conferences::planned_on, conferences::id));
    Ok(found.select(Conference::as_select()).load(conn)?)
}

/// The same as choices of a form.
pub fn choices(conn: &mut Connection, year: Year) -> AppResult<Vec<Choice>> {
    Ok(of_year(conn, year)?.into_iter().map(|it| Choice::new(it.id.to_string(), it.title)).collect())
}

/// A document of a conference.
#[derive(Debug, Clone, Queryable)]
pub struct Paper {
    pub id: DocumentId,
    pub kind: document::Kind,
    pub number: String,
    pub abstract_line: String,
    pub state: document::State,
}

/// The documents of a conference; drafts only for those who see them.
pub fn papers(conn: &mut Connection, id: ConferenceId, with_drafts: bool) -> AppResult<Vec<Paper>> {
    let mut found = documents::table.filter(documents::conference_id.eq(id)).into_boxed();
    if !with_drafts {
        found = found.filter(documents::state.ne(document::State::Draft));
    }
    Ok(found
        .order((documents::issued_on, documents::id))
        .select((documents::id, documents::kind, documents::number, documents::abstract_line, documents::state))
        .load(conn)?)
}

/// Who chairs the union, as the settings say; empty where nobody does.
pub fn union_chair(conn: &mut Connection) -> AppResult<String> {
    let chair: Option<Option<PersonId>> =
        agencies::table.select(agencies::union_chair_person_id).first(conn).optional()?;
    let Some(Some(chair)) = chair else { return Ok(String::new()) };
    Ok(subjects::table.find(SubjectId::from(chair)).select(subjects::name).first(conn)?)
}

pub fn insert(tx: &mut Tx, new: &Plan) -> QueryResult<ConferenceId> {
    diesel::insert_into(conferences::table)
        .values((
            conferences::year.eq(new.year),
            conferences::title.eq(&new.title),
            conferences::planned_on.eq(new.planned_on),
            conferences::due_on.eq(new.due_on),
            conferences::place.eq(&new.place),
            conferences::chair.eq(&new.chair),
            conferences::union_chair.eq(&new.union_chair),
            conferences::agenda.eq(&new.agenda),
            conferences::state.eq(State::Planned),
            conferences::resolutions.eq(""),
            conferences::version.eq(1),
            conferences::created_by.eq(tx.actor.account),
        ))
        .returning(conferences::id)
        .get_result(tx.conn)
}

pub fn update(tx: &mut Tx, seen: Seen, new: &Plan) -> AppResult<()> {
    diesel::update(conferences::table.find(seen.id))
        .set((
            conferences::title.eq(&new.title),
            conferences::planned_on.eq(new.planned_on),
            conferences::due_on.eq(new.due_on),
            conferences::place.eq(&new.place),
            conferences::chair.eq(&new.chair),
            conferences::union_chair.eq(&new.union_chair),
            conferences::agenda.eq(&new.agenda),
            conferences::version.eq(conferences::version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn record(tx: &mut Tx, seen: Seen, new: &Held) -> AppResult<()> {
    diesel::update(conferences::table.find(seen.id))
        .set((
            conferences::state.eq(State::Held),
            conferences::held_on.eq(new.held_on),
            conferences::called.eq(new.called),
            conferences::attended.eq(new.attended),
            conferences::resolutions.eq(&new.resolutions),
            conferences::version.eq(conferences::version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}
