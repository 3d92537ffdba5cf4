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
use crate::schema::people_tallies;
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
    /// Those who belonged to a unit inside the agency on this day, each in the unit of that day.
    pub on: Option<NaiveDate>,
    pub q: String,
    /// Most hits of the name that are taken; -1 takes all.
    pub most_hits: i64,
    pub today: NaiveDate,
}

#[derive(Debug, Queryable)]
pub struct Row {
    pub code: String,
    pub full_name: String,
    pub gender: Gender,
    pub birth_date: Option<NaiveDate>,
    pub unit_code: String,
    pub unit_name: String,
    pub position: String,
    pub staff_kind: StaffKind,
    pub joined_on: NaiveDate,
    pub left_on: Option<NaiveDate>,
    pub national_id: String,
}

/// The columns of a row, in their order.
type Columns = (Text, Text, Text, Nullable<Date>, Text, Text, Text, Text, Date, Nullable<Date>, Text);

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT s.code, s.name AS full_name, p.gender, p.birth_date, us.code AS unit_code, \
     us.name AS unit_name, p.position, p.staff_kind, p.joined_on, p.left_on, p.national_id ";
/// With what somebody was on the day asked for.
const COLUMNS_THEN: &str = "SELECT s.code, s.name AS full_name, p.gender, p.birth_date, us.code AS unit_code, \
     us.name AS unit_name, m.position, p.staff_kind, p.joined_on, p.left_on, p.national_id ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's people out of the index.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN people p ON p.unit_id = u.id \
     JOIN subjects s ON s.id = p.id JOIN subjects us ON us.id = u.id WHERE TRUE";
const UNIT_BY_UNIT_THEN: &str = "FROM units u CROSS JOIN memberships m ON m.unit_id = u.id \
     CROSS JOIN people p ON p.id = m.person_id JOIN subjects s ON s.id = p.id JOIN subjects us ON us.id = u.id WHERE u.kind <> 'external'";
/// Hits of the name first, the filters on those; then as many as are taken are put in order.
const HITS: &str = "SELECT hit.id FROM (SELECT p.id, p.unit_id, p.sort_key FROM subject_names n \
     CROSS JOIN people p ON p.id = n.rowid WHERE n.subject_names MATCH ?";
const HITS_THEN: &str = "SELECT hit.id FROM (SELECT p.id, p.unit_id, p.sort_key FROM subject_names n \
     CROSS JOIN people p ON p.id = n.rowid CROSS JOIN memberships m ON m.person_id = p.id \
     WHERE m.unit_id IN (SELECT id FROM units WHERE kind <> 'external') AND n.subject_names MATCH ?";
const THEN_IN_ORDER: &str = " LIMIT ?) AS hit JOIN units u ON u.id = hit.unit_id \
     ORDER BY u.sort_order, u.id, hit.sort_key, hit.id";
/// The hits that are shown, whose ids are written as a list `[7,9]`.
const OF_HITS: &str = "FROM json_each(?) AS hit CROSS JOIN people p ON p.id = hit.value JOIN units u ON u.id = p.unit_id \
     JOIN subjects s ON s.id = p.id JOIN subjects us ON us.id = u.id ORDER BY u.sort_order, u.id, p.sort_key, p.id";
const INSIDE: &str = "m.unit_id IN (SELECT id FROM units WHERE kind <> 'external')";
const THERE: &str = " AND m.from_date <= ? AND (m.to_date IS NULL OR m.to_date >= ?)";
const ORDER: &str = " ORDER BY u.sort_order, u.id, p.sort_key, p.id LIMIT ? OFFSET ?";

/// All rows.
pub fn all(conn: &mut Connection, filter: &Filter) -> AppResult<Vec<Row>> {
    match text::search_expression(&filter.q) {
        Some(words) => {
            let ids = hits(conn, filter, words)?;
            of_hits(conn, &ids)
        }
        None => rows(conn, filter, -1, 0),
    }
}

/// One page of rows, how many rows the pages hold in all, and whether more names match than that.
pub fn page(conn: &mut Connection, filter: &Filter, page: i64) -> AppResult<(Vec<Row>, i64, bool)> {
    if let Some(words) = text::search_expression(&filter.q) {
        let mut ids = hits(conn, filter, words)?;
        let has_more = ids.len() as i64 > MOST_HITS;
        ids.truncate(MOST_HITS as usize);
        let total = ids.len() as i64;
        let shown: Vec<_> = ids.into_iter().skip(first_of(page, total) as usize).take(PAGE_SIZE as usize).collect();
        return Ok((of_hits(conn, &shown)?, total, has_more));
    }
    let total = count(conn, filter)?;
    Ok((rows(conn, filter, PAGE_SIZE, first_of(page, total))?, total, false))
}

/// The first row of a page; a page beyond the end is the last one, as the links under the list have it.
fn first_of(page: i64, total: i64) -> i64 {
    Paging::new("", &[], page, total).offset()
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: PersonId,
}

fn hits(conn: &mut Connection, filter: &Filter, words: String) -> AppResult<Vec<PersonId>> {
    let text = if filter.on.is_some() { HITS_THEN } else { HITS };
    let query = narrowed(sql(text).bind::<Text, _>(words), filter).sql(THEN_IN_ORDER);
    let hits: Vec<Hit> = query.bind::<BigInt, _>(filter.most_hits).load(conn)?;
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

fn of_hits(conn: &mut Connection, ids: &[PersonId]) -> AppResult<Vec<Row>> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    Ok(sql(COLUMNS).sql(OF_HITS).bind::<Text, _>(format!("[{}]", ids.join(","))).rows::<Columns>().load(conn)?)
}

fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = match filter.on {
        Some(_) => sql(COLUMNS_THEN).sql(UNIT_BY_UNIT_THEN),
        None => sql(COLUMNS).sql(UNIT_BY_UNIT),
    };
    let query = narrowed(query, filter).sql(ORDER);
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).rows::<Columns>().load(conn)?)
}

/// How many there are: out of the kept counts where those say it.
fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    if filter.on.is_some() {
        // Of everybody the index of memberships alone says how many.
        let needs_people = filter.scope != Scope::All || filter.service.is_some();
        let query = match needs_people {
            true => sql("SELECT COUNT(*) AS n FROM memberships m CROSS JOIN people p ON p.id = m.person_id WHERE ")
                .sql(INSIDE),
            false => sql("SELECT COUNT(*) AS n FROM memberships m WHERE ").sql(INSIDE),
        };
        return Ok(narrowed(query, filter).get_result::<Count>(conn)?.n);
    }
    let unit = match (filter.scope, filter.unit) {
        (Scope::All, unit) => unit.unwrap_or(UnitId::ALL),
        (Scope::Unit(unit, _), None) => unit,
        _ => {
            let query = narrowed(sql("SELECT COUNT(*) AS n FROM people p WHERE TRUE"), filter);
            return Ok(query.get_result::<Count>(conn)?.n);
        }
    };
    let tally = people_tallies::table.find(unit).select((people_tallies::n, people_tallies::n_staying));
    let (all, staying): (i64, i64) = tally.first(conn).optional()?.unwrap_or_default();
    let Some(service) = filter.service else { return Ok(all) };
    let working = staying + leaving(conn, unit, filter.today)?;
    Ok(if service == Service::Working { working } else { all - working })
}

/// Those in service today who already have a last day: found by that day, as they are few.
fn leaving(conn: &mut Connection, unit: UnitId, today: NaiveDate) -> AppResult<i64> {
    let mut query = sql("SELECT COUNT(*) AS n FROM people WHERE left_on >= ?").bind::<Date, _>(today);
    if unit != UnitId::ALL {
        query = query.sql(" AND +unit_id = ?").bind::<BigInt, _>(unit);
    }
    Ok(query.get_result::<Count>(conn)?.n)
}

fn narrowed<'q>(mut query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    query = match filter.scope {
        Scope::All => query,
        Scope::Own(person) => query.sql(" AND p.id = ?").bind::<BigInt, _>(person),
        // A head reads those of the unit, to whom he belongs himself.
        Scope::Unit(unit, _) => query.sql(" AND p.unit_id = ?").bind::<BigInt, _>(unit),
        Scope::Nothing => query.sql(" AND FALSE"),
    };
    if let Some(day) = filter.on {
        query = query.sql(THERE).bind::<Date, _>(day).bind::<Date, _>(day);
    }
    if let Some(unit) = filter.unit {
        let text = if filter.on.is_some() { " AND m.unit_id = ?" } else { " AND p.unit_id = ?" };
        query = query.sql(text).bind::<BigInt, _>(unit);
    }
    match filter.service {
        Some(Service::Working) => query.sql(" AND (p.left_on IS NULL OR p.left_on >= ?)").bind::<Date, _>(filter.today),
        Some(Service::Left) => query.sql(" AND p.left_on < ?").bind::<Date, _>(filter.today),
        None => query,
    }
}
