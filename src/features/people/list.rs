//! The staff list: filtered, in order, fifty at a time.
//!
//! Rows come out of an index unit by unit, so nothing is sorted. A search by name takes a bounded number of hits
//! and sorts those.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};

use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::subject::{Gender, StaffKind};
use crate::domain::text;
use crate::error::AppResult;
use crate::policy::Scope;
use crate::sql::{Sql, sql};
use crate::web::paging::{PAGE_SIZE, Paging};

/// Most hits of a search that are shown.
pub const MOST_HITS: i64 = 200;

codes! {
    /// Whether somebody is in service today.
    Service {
        Working = "working" "Đang công tác",
        Left = "left" "Đã nghỉ",
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    pub scope: Scope,
    pub unit: Option<UnitId>,
    pub service: Option<Service>,
    pub q: String,
    /// Most hits of the name that are taken; -1 takes all.
    pub most_hits: i64,
    pub today: NaiveDate,
}

impl Filter {
    /// Asks for a name; signs alone ask for nothing.
    pub fn searches(&self) -> bool {
        text::search_expression(&self.q).is_some()
    }
}

#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub full_name: String,
    #[diesel(sql_type = Text)]
    pub gender: Gender,
    #[diesel(sql_type = Nullable<Date>)]
    pub birth_date: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub position: String,
    #[diesel(sql_type = Text)]
    pub staff_kind: StaffKind,
    #[diesel(sql_type = Date)]
    pub joined_on: NaiveDate,
    #[diesel(sql_type = Nullable<Date>)]
    pub left_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    pub national_id: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT s.code, s.name AS full_name, p.gender, p.birth_date, us.code AS unit_code, \
     us.name AS unit_name, p.position, p.staff_kind, p.joined_on, p.left_on, p.national_id ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's people out of the index.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN people p ON p.unit_id = u.id \
     JOIN subjects s ON s.id = p.id JOIN subjects us ON us.id = u.id WHERE TRUE";
/// Hits of the name first, the filters on those; then as many as are shown are put in order.
const FOUND_FIRST: &str = "FROM (SELECT p.id FROM subject_names n CROSS JOIN people p ON p.id = n.rowid \
     WHERE n.subject_names MATCH ?";
const THEN_IN_ORDER: &str = " LIMIT ?) AS hit CROSS JOIN people p ON p.id = hit.id JOIN units u ON u.id = p.unit_id \
     JOIN subjects s ON s.id = p.id JOIN subjects us ON us.id = u.id";
const ORDER: &str = " ORDER BY u.sort_order, u.id, p.sort_key, p.id LIMIT ? OFFSET ?";

/// All rows.
pub fn all(conn: &mut Connection, filter: &Filter) -> AppResult<Vec<Row>> {
    rows(conn, filter, -1, 0)
}

/// One page of rows, how many rows the pages hold in all, and whether more names match than that.
pub fn page(conn: &mut Connection, filter: &Filter, page: i64) -> AppResult<(Vec<Row>, i64, bool)> {
    if filter.searches() {
        return found(conn, filter, page);
    }
    let count = sql("SELECT COUNT(*) AS n FROM people p WHERE TRUE");
    let counted: Count = narrowed(count, filter).get_result(conn)?;
    Ok((rows(conn, filter, PAGE_SIZE, first_of(page, counted.n))?, counted.n, false))
}

/// The hits of a name are few: asked for once, and paged here.
fn found(conn: &mut Connection, filter: &Filter, page: i64) -> AppResult<(Vec<Row>, i64, bool)> {
    let mut hits = rows(conn, filter, filter.most_hits, 0)?;
    let has_more = hits.len() as i64 > MOST_HITS;
    hits.truncate(MOST_HITS as usize);
    let total = hits.len() as i64;
    let shown = hits.into_iter().skip(first_of(page, total) as usize).take(PAGE_SIZE as usize).collect();
    Ok((shown, total, has_more))
}

/// The first row of a page; a page beyond the end is the last one, as the links under the list have it.
fn first_of(page: i64, total: i64) -> i64 {
    Paging::new("", &[], page, total).offset()
}

fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = from(sql(COLUMNS), filter).sql(ORDER);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

fn from<'q>(select: Sql<'q>, filter: &Filter) -> Sql<'q> {
    match text::search_expression(&filter.q) {
        Some(words) => narrowed(select.sql(FOUND_FIRST).bind::<Text, _>(words), filter)
            .sql(THEN_IN_ORDER)
            .bind::<BigInt, _>(filter.most_hits),
        None => narrowed(select.sql(UNIT_BY_UNIT), filter),
    }
}

fn narrowed<'q>(mut query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    query = match filter.scope {
        Scope::All => query,
        Scope::Own(person) => query.sql(" AND p.id = ?").bind::<BigInt, _>(person),
        // A head reads those of the unit, to whom he belongs himself.
        Scope::Unit(unit, _) => query.sql(" AND p.unit_id = ?").bind::<BigInt, _>(unit),
        Scope::Nothing => query.sql(" AND FALSE"),
    };
    if let Some(unit) = filter.unit {
        query = query.sql(" AND p.unit_id = ?").bind::<BigInt, _>(unit);
    }
    match filter.service {
        Some(Service::Working) => query.sql(" AND (p.left_on IS NULL OR p.left_on >= ?)").bind::<Date, _>(filter.today),
        Some(Service::Left) => query.sql(" AND p.left_on < ?").bind::<Date, _>(filter.today),
        None => query,
    }
}
