//! Reads and writes of the versions of texts.

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::WordingVersionId;
use crate::domain::wording::{PaperKind, Passage};
use crate::error::AppResult;
use crate::schema::wording_versions;

/// How many versions of one paper its history shows.
const MOST_SHOWN: i64 = 300;

/// What a passage said from some moment on.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = wording_versions)]
pub struct Version {
    pub id: WordingVersionId,
    pub paper: PaperKind,
    pub passage: Passage,
    /// None: the program's original.
    pub text: Option<String>,
    pub writer: String,
    pub written_at: NaiveDateTime,
}

/// The newest version of every passage of all papers.
pub fn newest(conn: &mut Connection) -> AppResult<Vec<Version>> {
    let ids: Vec<Option<WordingVersionId>> = wording_versions::table
        .group_by((wording_versions::paper, wording_versions::passage))
        .select(max(wording_versions::id))
        .load::<Option<i64>>(conn)?
        .into_iter()
        .map(|id| id.map(WordingVersionId))
        .collect();
    let ids: Vec<WordingVersionId> = ids.into_iter().flatten().collect();
    let found = wording_versions::table.filter(wording_versions::id.eq_any(ids)).order(wording_versions::id);
    Ok(found.select(Version::as_select()).load(conn)?)
}

/// The versions of a paper, newest first.
pub fn versions_of(conn: &mut Connection, paper: PaperKind) -> AppResult<Vec<Version>> {
    let found = wording_versions::table.filter(wording_versions::paper.eq(paper));
    Ok(found.order(wording_versions::id.desc()).limit(MOST_SHOWN).select(Version::as_select()).load(conn)?)
}

/// How many versions a paper has had.
pub fn count_of(conn: &mut Connection, paper: PaperKind) -> AppResult<i64> {
    Ok(wording_versions::table.filter(wording_versions::paper.eq(paper)).select(count_star()).first(conn)?)
}

/// A version of this paper.
pub fn find(conn: &mut Connection, paper: PaperKind, id: WordingVersionId) -> AppResult<Version> {
    let found = wording_versions::table.find(id).filter(wording_versions::paper.eq(paper));
    Ok(found.select(Version::as_select()).first(conn)?)
}

pub fn insert(tx: &mut Tx, paper: PaperKind, passage: Passage, text: Option<&str>) -> AppResult<()> {
    diesel::insert_into(wording_versions::table)
        .values((
            wording_versions::paper.eq(paper),
            wording_versions::passage.eq(passage),
            wording_versions::text.eq(text),
            wording_versions::writer.eq(&tx.actor.full_name),
            wording_versions::written_by.eq(tx.actor.account),
            wording_versions::written_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}
