//! What the golden book and the register of blanks are read from.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::lines::{Found, Line, line, lines, unit_subjects};
use super::store::Blank;
use crate::db::Connection;
use crate::domain::certificate::State;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{awards, certificate_blanks as blanks, certificates, decisions, dossiers, subjects, units};

/// A row of the register: a blank with its certificate and award.
#[derive(Debug, Clone)]
pub struct Row {
    pub line: Line,
    pub blank: Blank,
    pub decision_no: String,
    pub decided_on: Option<NaiveDate>,
}

/// What is asked of the register.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    /// Of the golden book.
    pub year: Year,
    pub award: Option<AwardCode>,
    pub state: Option<State>,
}

macro_rules! registered {
    ($filter:expr) => {{
        let filter: Filter = $filter;
        let mut query =
            blanks::table.inner_join(certificates::table).filter(certificates::book_year.eq(filter.year)).into_boxed();
        if let Some(award) = filter.award {
            query = query.filter(certificates::award_code.eq(award));
        }
        if let Some(state) = filter.state {
            query = query.filter(blanks::state.eq(state));
        }
        query
    }};
}

pub fn count(conn: &mut Connection, filter: Filter) -> AppResult<i64> {
    Ok(registered!(filter).count().get_result(conn)?)
}

/// In the order of the numbers; a negative limit is all of them.
pub fn rows(conn: &mut Connection, filter: Filter, limit: i64, offset: i64) -> AppResult<Vec<Row>> {
    let found: Vec<(Blank, AwardId)> = registered!(filter)
        .order((certificates::book_no, blanks::id))
        .limit(limit)
        .offset(offset)
        .select((Blank::as_select(), certificates::award_id))
        .load(conn)?;
    let granting = awards::table
        .inner_join(certificates::table)
        .filter(certificates::book_year.eq(filter.year))
        .select(awards::decision_id);
    let decided: Vec<(DecisionId, Option<String>, Option<NaiveDate>)> = decisions::table
        .filter(decisions::id.eq_any(granting))
        .select((decisions::id, decisions::number, decisions::decided_on))
        .load(conn)?;
    let decided: HashMap<DecisionId, _> =
        decided.into_iter().map(|(id, number, day)| (id, (number.unwrap_or_default(), day))).collect();
    let ids: Vec<AwardId> = found.iter().map(|(_, award)| *award).collect();
    let mut query = lines!().into_boxed();
    // All of a year are more than may be named one by one.
    query = if limit < 0 {
        query.filter(certificates::book_year.nullable().eq(filter.year))
    } else {
        query.filter(awards::id.eq_any(ids))
    };
    let lines: Vec<Found> = query.load(conn)?;
    let lines: HashMap<AwardId, Line> = lines.into_iter().map(|found| (found.0.0, line(found))).collect();
    let row = |(blank, award): (Blank, AwardId)| {
        let line = lines.get(&award)?.clone();
        let (decision_no, decided_on) = decided.get(&line.decision).cloned().unwrap_or_default();
        Some(Row { line, blank, decision_no, decided_on })
    };
    Ok(found.into_iter().filter_map(row).collect())
}
