//! What was found on filing: how much of an initiative stands in which earlier ones, and what was said of it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use super::similarity_store::json;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::initiative::{Level, State};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::InitiativeFacts;
use crate::schema::{initiative_comparison_remarks as remarks, initiative_comparisons as comparisons, initiatives};
use crate::sql::sql;

/// An earlier initiative as pages name it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Source {
    #[diesel(sql_type = BigInt)]
    pub id: InitiativeId,
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = BigInt)]
    pub year: Year,
    #[diesel(sql_type = BigInt)]
    pub unit_id: UnitId,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub created_by: Option<AccountId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub level: Option<Level>,
    #[diesel(sql_type = Nullable<Date>)]
    pub recognised_on: Option<NaiveDate>,
    /// Their names, in order.
    #[diesel(sql_type = Text)]
    pub authors: String,
    #[diesel(sql_type = Text)]
    author_ids: String,
}

impl Source {
    /// What the right to read it depends on.
    pub fn facts(&self) -> InitiativeFacts {
        InitiativeFacts {
            authors: self.author_ids.split(',').filter_map(|id| id.parse().ok()).map(PersonId).collect(),
            unit: self.unit_id,
            state: self.state,
            created_by: self.created_by,
            moved_by: None,
            has_only_secretariat: false,
            asked: Vec::new(),
            reviewers: Vec::new(),
        }
    }
}

/// These initiatives, by their ids.
pub fn sources(conn: &mut Connection, ids: &[InitiativeId]) -> AppResult<Vec<Source>> {
    const SOURCES: &str = "SELECT i.id, i.code, i.title, i.year, i.unit_id, i.state, i.created_by, i.level, \
         i.recognised_on, (SELECT COALESCE(GROUP_CONCAT(s.name, ', ' ORDER BY a.ordinal), '') FROM initiative_authors a \
         JOIN subjects s ON s.id = a.person_id WHERE a.initiative_id = i.id) AS authors, \
         (SELECT COALESCE(GROUP_CONCAT(a.person_id), '') FROM initiative_authors a WHERE a.initiative_id = i.id) \
         AS author_ids FROM initiatives i WHERE i.id IN (SELECT value FROM json_each(?)) ORDER BY i.id";
    Ok(sql(SOURCES).bind::<Text, _>(json(ids)).load(conn)?)
}

/// Keeps what was found, in place of what an earlier filing found.
pub fn save_comparisons(tx: &mut Tx, id: InitiativeId, found: &[(InitiativeId, u32)]) -> AppResult<()> {
    diesel::delete(comparisons::table.filter(comparisons::initiative_id.eq(id))).execute(tx.conn)?;
    let row = |(source, percent): &(InitiativeId, u32)| {
        (
            comparisons::initiative_id.eq(id),
            comparisons::source_id.eq(*source),
            comparisons::percent.eq(*percent as i32),
        )
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    diesel::insert_into(comparisons::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// What was found on filing, the nearest first.
pub fn comparisons_of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<(InitiativeId, u32)>> {
    let rows: Vec<(InitiativeId, i32)> = comparisons::table
        .filter(comparisons::initiative_id.eq(id))
        .order((comparisons::percent.desc(), comparisons::source_id))
        .select((comparisons::source_id, comparisons::percent))
        .load(conn)?;
    Ok(rows.into_iter().map(|(source, percent)| (source, percent as u32)).collect())
}

/// The initiative that one says it builds on.
pub fn continued_by(conn: &mut Connection, id: InitiativeId) -> AppResult<Option<InitiativeId>> {
    Ok(initiatives::table.find(id).select(initiatives::continues_id).first(conn)?)
}

/// What somebody said of a comparison.
#[derive(Debug, Clone, Queryable)]
pub struct Remark {
    pub at: NaiveDateTime,
    pub author_name: String,
    pub words: String,
}

pub fn remarks_on(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Remark>> {
    Ok(remarks::table
        .filter(remarks::initiative_id.eq(id))
        .order(remarks::id)
        .select((remarks::at, remarks::author_name, remarks::words))
        .load(conn)?)
}

pub fn insert_remark(tx: &mut Tx, id: InitiativeId, words: &str) -> AppResult<()> {
    diesel::insert_into(remarks::table)
        .values((
            remarks::initiative_id.eq(id),
            remarks::at.eq(tx.now.naive_utc()),
            remarks::account_id.eq(tx.actor.account),
            remarks::author_name.eq(&tx.actor.full_name),
            remarks::words.eq(words),
        ))
        .execute(tx.conn)?;
    Ok(())
}
