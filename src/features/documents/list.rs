//! The year's list, newest first.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text, Timestamp};

use crate::db::Connection;
use crate::domain::document::{Kind, Readers, State};
use crate::domain::ids::*;
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::sql::{Sql, sql};
use crate::web::waiting::CONCERNS;

/// Which documents are asked for by their state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Any,
    In(State),
    /// Sent to the reader, who has not said that he read it.
    Unread,
}

/// What is asked for, and who reads.
#[derive(Debug, Clone)]
pub struct Filter {
    pub year: Year,
    pub kind: Option<Kind>,
    pub standing: Standing,
    pub q: String,
    pub with_drafts: bool,
    pub reader: PersonId,
    pub unit: UnitId,
    pub is_head: bool,
}

#[derive(Debug, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = BigInt)]
    pub id: DocumentId,
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = Text)]
    pub number: String,
    #[diesel(sql_type = Date)]
    pub issued_on: NaiveDate,
    #[diesel(sql_type = Text)]
    pub agency: String,
    #[diesel(sql_type = Text)]
    pub abstract_line: String,
    #[diesel(sql_type = Text)]
    pub readers: Readers,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = Nullable<Date>)]
    pub sent_on: Option<NaiveDate>,
    /// 1 when it is for the reader.
    #[diesel(sql_type = BigInt)]
    pub concerns: i64,
    /// When the reader said that he has read it.
    #[diesel(sql_type = Nullable<Timestamp>)]
    pub read_at: Option<NaiveDateTime>,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COLUMNS: &str = "SELECT d.id, d.kind, d.number, d.issued_on, d.agency, d.abstract_line, d.readers, d.due_on, \
     d.state, d.sent_on, (SELECT r.at FROM document_receipts r WHERE r.document_id = d.id AND r.person_id = ?) AS read_at, ";

/// One page of rows; a limit of -1 gives all.
pub fn rows(conn: &mut Connection, filter: &Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let query = concerns(sql(COLUMNS).bind::<BigInt, _>(filter.reader), filter).sql(" AS concerns ");
    let query = filtered(query, filter).sql(" ORDER BY d.issued_on DESC, d.id DESC LIMIT ? OFFSET ?");
    Ok(query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

pub fn count(conn: &mut Connection, filter: &Filter) -> AppResult<i64> {
    let counted: Count = filtered(sql("SELECT COUNT(*) AS n "), filter).get_result(conn)?;
    Ok(counted.n)
}

fn concerns<'q>(query: Sql<'q>, filter: &Filter) -> Sql<'q> {
    query.sql(CONCERNS).bind::<BigInt, _>(filter.unit).bind::<BigInt, _>(i64::from(filter.is_head))
}

fn filtered<'q>(query: Sql<'q>, filter: &'q Filter) -> Sql<'q> {
    let mut query = query.sql("FROM documents d WHERE d.year = ?").bind::<BigInt, _>(filter.year);
    if !filter.with_drafts {
        query = query.sql(" AND d.state <> 'draft'");
    }
    if let Some(kind) = filter.kind {
        query = query.sql(" AND d.kind = ?").bind::<Text, _>(kind);
    }
    query = match filter.standing {
        Standing::Any => query,
        Standing::In(state) => query.sql(" AND d.state = ?").bind::<Text, _>(state),
        Standing::Unread => {
            let query = query.sql(
                " AND d.state = 'sent' AND NOT EXISTS (SELECT 1 FROM document_receipts r \
                 WHERE r.document_id = d.id AND r.person_id = ?) AND ",
            );
            concerns(query.bind::<BigInt, _>(filter.reader), filter)
        }
    };
    if filter.q.trim().is_empty() {
        return query;
    }
    query.sql(" AND instr(d.folded, ?) > 0").bind::<Text, _>(text::fold(filter.q.trim()))
}
