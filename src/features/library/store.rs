//! Finding recognised initiatives by their words, best first, and reading one.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::initiative::Level;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::initiatives;
use crate::sql::{Sql, sql};

/// How many of the newest finds are put in order: a word that stands everywhere costs no more than a rare one.
pub const MOST_RANKED: i64 = 2_000;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub q: String,
    pub year: Option<Year>,
    pub unit: Option<UnitId>,
    pub level: Option<Level>,
}

/// One find.
#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = BigInt)]
    pub year: Year,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub field: String,
    #[diesel(sql_type = Text)]
    pub summary: String,
    #[diesel(sql_type = Text)]
    pub nature: String,
    #[diesel(sql_type = Text)]
    pub conditions: String,
    #[diesel(sql_type = Text)]
    pub benefits_by_author: String,
    #[diesel(sql_type = Text)]
    pub benefits_by_users: String,
    /// "Lê Thị Hoa, Nguyễn Văn Tú".
    #[diesel(sql_type = Text)]
    pub authors: String,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub level: Option<Level>,
    #[diesel(sql_type = Text)]
    pub decision_no: String,
    #[diesel(sql_type = Nullable<Date>)]
    pub recognised_on: Option<NaiveDate>,
    /// Units that confirmed to work with it.
    #[diesel(sql_type = BigInt)]
    pub uses: i64,
}

/// How many there are, and the oldest that is still put in order.
#[derive(Debug, QueryableByName)]
pub struct Extent {
    #[diesel(sql_type = BigInt)]
    pub count: i64,
    #[diesel(sql_type = BigInt)]
    pub oldest: InitiativeId,
}

const ROW: &str = "SELECT i.code, i.year, i.title, i.field, i.summary, i.nature, i.conditions, i.benefits_by_author, \
     i.benefits_by_users, us.code AS unit_code, us.name AS unit_name, i.level, i.decision_no, i.recognised_on, \
     (SELECT COALESCE(GROUP_CONCAT(s.name, ', ' ORDER BY a.ordinal), '') FROM initiative_authors a \
     JOIN subjects s ON s.id = a.person_id WHERE a.initiative_id = i.id) AS authors, \
     (SELECT COUNT(*) FROM initiative_uses n WHERE n.initiative_id = i.id AND n.withdrawn_on IS NULL) AS uses ";
const ALL: &str = "FROM initiatives i JOIN subjects us ON us.id = i.unit_id WHERE i.state = 'recognised'";
/// CROSS JOIN keeps the index of words in front.
const MATCHING: &str = "FROM library_texts CROSS JOIN initiatives i ON i.id = library_texts.rowid \
     JOIN subjects us ON us.id = i.unit_id WHERE library_texts MATCH ?";
const NEWEST_FIRST: &str = " ORDER BY i.year DESC, i.code";
/// A word of the title weighs as much as five in the text.
const BEST_FIRST: &str = " AND library_texts.rowid >= ? ORDER BY bm25(library_texts, 5.0, 1.0), i.id DESC";

pub fn extent(conn: &mut Connection, filter: &Filter) -> AppResult<Extent> {
    let query = match text::search_expression(&filter.q) {
        None => restricted(sql("SELECT COUNT(*) AS count, 0 AS oldest ").sql(ALL), filter),
        Some(words) => {
            let found = sql("SELECT COUNT(*) AS count, COALESCE(MIN(id), 0) AS oldest FROM (SELECT i.id AS id ");
            let found = restricted(found.sql(MATCHING).bind::<Text, _>(words), filter);
            found.sql(" ORDER BY library_texts.rowid DESC LIMIT ?)").bind::<BigInt, _>(MOST_RANKED)
        }
    };
    Ok(query.get_result(conn)?)
}

/// Best first, or newest first where no word is asked for.
pub fn rows(conn: &mut Connection, filter: &Filter, extent: &Extent, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = match text::search_expression(&filter.q) {
        None => restricted(sql(ROW).sql(ALL), filter).sql(NEWEST_FIRST),
        Some(words) => restricted(sql(ROW).sql(MATCHING).bind::<Text, _>(words), filter)
            .sql(BEST_FIRST)
            .bind::<BigInt, _>(extent.oldest),
    };
    Ok(query.sql(" LIMIT ? OFFSET ?").bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

fn restricted<'q>(mut query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    if let Some(year) = filter.year {
        query = query.sql(" AND i.year = ?").bind::<BigInt, _>(year);
    }
    if let Some(unit) = filter.unit {
        query = query.sql(" AND i.unit_id = ?").bind::<BigInt, _>(unit);
    }
    if let Some(level) = filter.level {
        query = query.sql(" AND i.level = ?").bind::<Text, _>(level);
    }
    query
}

/// What everybody may read of a recognised initiative beside its head.
#[derive(Debug, Clone, Queryable)]
pub struct Content {
    pub nature: String,
    pub conditions: String,
    pub benefits_by_author: String,
    pub benefits_by_users: String,
}

pub fn content(conn: &mut Connection, id: InitiativeId) -> AppResult<Content> {
    Ok(initiatives::table
        .find(id)
        .select((
            initiatives::nature,
            initiatives::conditions,
            initiatives::benefits_by_author,
            initiatives::benefits_by_users,
        ))
        .first(conn)?)
}
