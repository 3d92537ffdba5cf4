//! Who is to read a document, and who has: one statement whatever their number. Those who have left are not counted,
//! those who joined since it was sent are.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text, Timestamp};

use super::store::Document;
use crate::db::Connection;
use crate::domain::document::Readers;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::sql::{Sql, sql};

/// How a unit stands.
#[derive(Debug, Clone, QueryableByName)]
pub struct Count {
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = BigInt)]
    pub people: i64,
    #[diesel(sql_type = BigInt)]
    pub read: i64,
}

/// Somebody who is to read it.
#[derive(Debug, Clone, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub position: String,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub read_at: Option<NaiveDateTime>,
}

/// Whose rows: of one unit, or all; all who are to read it, or those who have not.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub unit: Option<UnitId>,
    pub unread_only: bool,
    pub today: NaiveDate,
}

const COUNTS: &str = "SELECT us.code AS unit_code, us.name AS unit_name, COUNT(*) AS people, COUNT(r.at) AS read ";
const ROWS: &str = "SELECT s.code, s.name, p.position, us.code AS unit_code, us.name AS unit_name, r.at AS read_at ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's people out of their index.
const FROM: &str = "FROM units u CROSS JOIN people p ON p.unit_id = u.id JOIN subjects us ON us.id = u.id \
     JOIN subjects s ON s.id = p.id LEFT JOIN document_receipts r ON r.document_id = ? AND r.person_id = p.id \
     WHERE u.kind <> 'external' AND p.joined_on <= ? AND (p.left_on IS NULL OR p.left_on >= ?)";
const OF_UNITS: &str = " AND u.id IN (SELECT unit_id FROM document_units WHERE document_id = ?)";
const OF_HEADS: &str = " AND EXISTS (SELECT 1 FROM accounts a JOIN account_roles o ON o.account_id = a.id \
     WHERE a.person_id = p.id AND a.locked_at IS NULL AND o.role = 'unit_head')";

/// Unit by unit, in their order.
pub fn counts(conn: &mut Connection, of: &Document, asked: Asked) -> AppResult<Vec<Count>> {
    Ok(asked_of(COUNTS, of, asked).sql(" GROUP BY u.id ORDER BY u.sort_order, u.id").load(conn)?)
}

/// A page of people in the order of lists; a limit of -1 gives all.
pub fn rows(conn: &mut Connection, of: &Document, asked: Asked, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = asked_of(ROWS, of, asked).sql(" ORDER BY u.sort_order, u.id, p.sort_key, p.id LIMIT ? OFFSET ?");
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

fn asked_of<'q>(columns: &'static str, of: &Document, asked: Asked) -> Sql<'q> {
    let mut query = sql(columns).sql(FROM).bind::<BigInt, _>(of.id);
    query = query.bind::<Date, _>(asked.today).bind::<Date, _>(asked.today);
    query = match of.readers {
        Readers::Everyone => query,
        Readers::Units => query.sql(OF_UNITS).bind::<BigInt, _>(of.id),
        Readers::Heads => query.sql(OF_HEADS),
    };
    if let Some(unit) = asked.unit {
        query = query.sql(" AND u.id = ?").bind::<BigInt, _>(unit);
    }
    if asked.unread_only { query.sql(" AND r.at IS NULL") } else { query }
}
