//! Reads of the history.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel::sqlite::Sqlite;

use super::words::{ACCESS, LOGINS, TECHNICAL};
use crate::db::Connection;
use crate::domain::ids::AccountId;
use crate::error::AppResult;
use crate::policy::AuditScope;
use crate::schema::audit_entries as row;

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub scope: AuditScope,
    pub reader: AccountId,
    pub from: NaiveDateTime,
    /// Not included.
    pub until: NaiveDateTime,
    /// In the name of whoever acted.
    pub who: String,
    pub object: String,
    /// In the note and in what was there before and after.
    pub words: String,
}

#[derive(Debug, Clone, Queryable)]
pub struct Found {
    pub id: i64,
    pub at: NaiveDateTime,
    pub actor_name: String,
    pub on_behalf_of: String,
    pub role: String,
    pub address: String,
    pub event: String,
    pub object_kind: String,
    pub object_id: i64,
    pub note: String,
    pub changes: String,
}

type Filter = Box<dyn BoxableExpression<row::table, Sqlite, SqlType = Bool>>;

fn matching(asked: &Asked) -> Vec<Filter> {
    let mut all: Vec<Filter> = vec![Box::new(row::at.ge(asked.from)), Box::new(row::at.lt(asked.until))];
    let own = row::object_kind.eq("account").and(row::object_id.eq(asked.reader.0)).and(row::event.eq_any(LOGINS));
    match asked.scope {
        AuditScope::All => {}
        AuditScope::Technical => all.push(Box::new(row::object_kind.eq_any(TECHNICAL))),
        AuditScope::Trail => all.push(Box::new(row::object_kind.ne_all(TECHNICAL).or(own))),
        AuditScope::Own => all.push(Box::new(own)),
    }
    let holding = |words: &str| format!("%{}%", escaped(words));
    if !asked.who.is_empty() {
        all.push(Box::new(row::actor_name.like(holding(&asked.who)).escape('\\')));
    }
    if asked.object.is_empty() {
        all.push(Box::new(row::object_kind.ne(ACCESS)));
    } else {
        all.push(Box::new(row::object_kind.eq(asked.object.clone())));
    }
    if !asked.words.is_empty() {
        let in_note = row::note.like(holding(&asked.words)).escape('\\');
        all.push(Box::new(in_note.or(row::changes.like(holding(&asked.words)).escape('\\'))));
    }
    all
}

/// Signs that a pattern would read as its own.
fn escaped(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

pub fn count(conn: &mut Connection, asked: &Asked) -> AppResult<i64> {
    let mut query = row::table.count().into_boxed();
    for filter in matching(asked) {
        query = query.filter(filter);
    }
    Ok(query.get_result(conn)?)
}

/// Newest first.
pub fn list(conn: &mut Connection, asked: &Asked, offset: i64, most: i64) -> AppResult<Vec<Found>> {
    let mut query = row::table
        .select((
            row::id,
            row::at,
            row::actor_name,
            row::on_behalf_of,
            row::role,
            row::address,
            row::event,
            row::object_kind,
            row::object_id,
            row::note,
            row::changes,
        ))
        .into_boxed();
    for filter in matching(asked) {
        query = query.filter(filter);
    }
    Ok(query.order(row::id.desc()).offset(offset).limit(most).load(conn)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_patterns_are_looked_for_as_themselves() {
        assert_eq!(escaped(r"100%_\"), r"100\%\_\\");
    }
}
