//! Reads and writes of sheets, their marks, and the authors of what they score.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::sheets::Scored;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::initiative_round::{SheetState, Verdict};
use crate::domain::scoring::Points;
use crate::error::AppResult;
use crate::schema::{
    initiative_authors, initiative_sheet_marks as marks, initiative_sheets as sheets, people, subjects,
};

/// What one examiner has said of one initiative so far.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sheets)]
pub struct Sheet {
    pub id: InitiativeSheetId,
    #[diesel(column_name = round_id)]
    pub round: InitiativeRoundId,
    #[diesel(column_name = initiative_id)]
    pub initiative: InitiativeId,
    #[diesel(column_name = examiner_id)]
    pub examiner: PersonId,
    pub state: SheetState,
    pub verdict: Option<Verdict>,
    pub comment: String,
    /// Why he does not score it.
    pub conflict: String,
    pub reopened_because: String,
    pub sent_at: Option<NaiveDateTime>,
    /// The recused whose place he took.
    #[diesel(column_name = replaces_id)]
    pub replaces: Option<InitiativeSheetId>,
}

pub fn find(conn: &mut Connection, id: InitiativeSheetId) -> AppResult<Sheet> {
    Ok(sheets::table.find(id).select(Sheet::as_select()).first(conn)?)
}

pub fn of_round(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<Vec<Sheet>> {
    Ok(sheets::table.filter(sheets::round_id.eq(id)).order(sheets::id).select(Sheet::as_select()).load(conn)?)
}

/// Points by the code of the criterion.
pub type Marks = BTreeMap<String, Points>;

pub fn marks_of_round(conn: &mut Connection, id: InitiativeRoundId) -> AppResult<HashMap<InitiativeSheetId, Marks>> {
    let found: Vec<(InitiativeSheetId, String, i64)> = marks::table
        .inner_join(sheets::table)
        .filter(sheets::round_id.eq(id))
        .select((marks::sheet_id, marks::criterion, marks::points))
        .load(conn)?;
    let mut by_sheet: HashMap<InitiativeSheetId, Marks> = HashMap::new();
    for (sheet, criterion, points) in found {
        by_sheet.entry(sheet).or_default().insert(criterion, Points(points));
    }
    Ok(by_sheet)
}

/// An author with the unit of today; the share in percent.
#[derive(Debug, Clone, Queryable)]
pub struct Author {
    pub person: PersonId,
    pub name: String,
    pub percent: i32,
    pub unit: UnitId,
}

/// The authors of each of these initiatives, in order.
pub fn authors_of(conn: &mut Connection, ids: &[InitiativeId]) -> AppResult<HashMap<InitiativeId, Vec<Author>>> {
    let found: Vec<(InitiativeId, Author)> = initiative_authors::table
        .inner_join(people::table)
        .inner_join(subjects::table.on(subjects::id.eq(initiative_authors::person_id)))
        .filter(initiative_authors::initiative_id.eq_any(ids))
        .order((initiative_authors::initiative_id, initiative_authors::ordinal))
        .select((
            initiative_authors::initiative_id,
            (initiative_authors::person_id, subjects::name, initiative_authors::percent, people::unit_id),
        ))
        .load(conn)?;
    let mut by_initiative: HashMap<InitiativeId, Vec<Author>> = HashMap::new();
    for (initiative, author) in found {
        by_initiative.entry(initiative).or_default().push(author);
    }
    Ok(by_initiative)
}

/// A new sheet for an examiner, in the place of a recused one or beside the others.
pub fn insert(
    conn: &mut Connection,
    round: InitiativeRoundId,
    initiative: InitiativeId,
    examiner: PersonId,
    replaces: Option<InitiativeSheetId>,
) -> QueryResult<InitiativeSheetId> {
    diesel::insert_into(sheets::table)
        .values((
            sheets::round_id.eq(round),
            sheets::initiative_id.eq(initiative),
            sheets::examiner_id.eq(examiner),
            sheets::state.eq(SheetState::Assigned),
            sheets::comment.eq(""),
            sheets::conflict.eq(""),
            sheets::reopened_because.eq(""),
            sheets::replaces_id.eq(replaces),
        ))
        .returning(sheets::id)
        .get_result(conn)
}

pub fn delete(conn: &mut Connection, id: InitiativeSheetId) -> AppResult<()> {
    diesel::delete(sheets::table.find(id)).execute(conn)?;
    Ok(())
}

/// Keeps what was typed; a sheet that is sent is closed with it.
pub fn save(tx: &mut Tx, id: InitiativeSheetId, scored: &Scored, is_sent: bool) -> AppResult<()> {
    let state = if is_sent { SheetState::Sent } else { SheetState::Assigned };
    diesel::update(sheets::table.find(id))
        .set((
            sheets::verdict.eq(scored.verdict),
            sheets::comment.eq(&scored.comment),
            sheets::state.eq(state),
            sheets::sent_at.eq(is_sent.then(|| tx.now.naive_utc())),
        ))
        .execute(tx.conn)?;
    diesel::delete(marks::table.filter(marks::sheet_id.eq(id))).execute(tx.conn)?;
    let row = |(criterion, points): (&String, &Points)| {
        (marks::sheet_id.eq(id), marks::criterion.eq(criterion.clone()), marks::points.eq(points.0))
    };
    let rows: Vec<_> = scored.marks.iter().map(row).collect();
    diesel::insert_into(marks::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// What he had marked goes with him.
pub fn recuse(conn: &mut Connection, id: InitiativeSheetId, reason: &str) -> AppResult<()> {
    let verdict: Option<Verdict> = None;
    diesel::update(sheets::table.find(id))
        .set((
            sheets::state.eq(SheetState::Recused),
            sheets::conflict.eq(reason),
            sheets::verdict.eq(verdict),
            sheets::comment.eq(""),
        ))
        .execute(conn)?;
    diesel::delete(marks::table.filter(marks::sheet_id.eq(id))).execute(conn)?;
    Ok(())
}

pub fn reopen(conn: &mut Connection, id: InitiativeSheetId, reason: &str) -> AppResult<()> {
    let never: Option<NaiveDateTime> = None;
    diesel::update(sheets::table.find(id))
        .set((sheets::state.eq(SheetState::Assigned), sheets::sent_at.eq(never), sheets::reopened_because.eq(reason)))
        .execute(conn)?;
    Ok(())
}
