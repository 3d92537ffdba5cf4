//! The ledger of list changes: how the agency's list of proposals for an award came to what was decided, from
//! proposal to verification, council and decision: who added, removed or downgraded whom, and why.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::date;
use crate::domain::dossier::State;
use crate::domain::event::EventKind;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::Scope;
use crate::sql::{Sql, sql};

codes! {
    /// Where on its way a list was changed.
    Stage {
        Proposal = "proposal" "Đề nghị",
        Verification = "verification" "Thẩm định",
        Council = "council" "Hội đồng",
        Decision = "decision" "Quyết định",
    }
}

codes! {
    /// What became of somebody's place on the list.
    Change {
        Added = "added" "Thêm vào",
        AddedAgain = "added_again" "Thêm lại",
        Removed = "removed" "Đưa ra",
        Held = "held" "Tạm dừng xét",
        Downgraded = "downgraded" "Hạ mức",
    }
}

impl Stage {
    /// The stage in which a dossier of a state lies.
    const fn of(state: State) -> Self {
        match state {
            State::UnitReviewed => Self::Verification,
            State::Verified => Self::Council,
            State::CouncilVoted
            | State::Published
            | State::Escalated
            | State::HigherDecided
            | State::Decided
            | State::Paid => Self::Decision,
            _ => Self::Proposal,
        }
    }

    /// Reaching this state puts it on the list of the stage.
    const fn reached(self) -> State {
        match self {
            Self::Proposal => State::UnitReviewed,
            Self::Verification => State::Verified,
            Self::Council => State::CouncilVoted,
            Self::Decision => State::Decided,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub year: Year,
    pub award: Option<AwardCode>,
    pub scope: Scope,
}

/// One change of a list.
#[derive(Debug, Clone)]
pub struct Line {
    pub dossier: DossierId,
    pub stage: Stage,
    pub change: Change,
    pub subject_code: String,
    pub subject_name: String,
    pub unit_code: String,
    pub unit_name: String,
    pub award_before: AwardCode,
    pub award_after: AwardCode,
    pub by: String,
    pub on: NaiveDate,
    pub reason: String,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    dossier: DossierId,
    #[diesel(sql_type = diesel::sql_types::Timestamp)]
    at: NaiveDateTime,
    #[diesel(sql_type = Text)]
    by: String,
    #[diesel(sql_type = Text)]
    event: EventKind,
    #[diesel(sql_type = Text)]
    from_state: State,
    #[diesel(sql_type = Text)]
    to_state: State,
    #[diesel(sql_type = Text)]
    award_before: AwardCode,
    #[diesel(sql_type = Text)]
    award_after: AwardCode,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = Text)]
    subject_code: String,
    #[diesel(sql_type = Text)]
    subject_name: String,
    #[diesel(sql_type = Text)]
    unit_code: String,
    #[diesel(sql_type = Text)]
    unit_name: String,
    #[diesel(sql_type = BigInt)]
    earlier: i64,
}

/// `earlier` counts the changes of the same dossier before this one.
const CHANGES: &str = "SELECT m.dossier_id AS dossier, m.at, m.actor_name || CASE m.on_behalf_of WHEN '' THEN '' ELSE ', thay mặt ' || m.on_behalf_of END AS by, m.event, m.from_state, m.to_state, \
     m.award_before, m.award_after, m.reason, s.code AS subject_code, s.name AS subject_name, us.code AS unit_code, \
     us.name AS unit_name, (SELECT COUNT(*) FROM dossier_moves e WHERE e.dossier_id = m.dossier_id AND e.id < m.id \
     AND e.changes_list) AS earlier ";
const TOTAL: &str = "SELECT COUNT(*) AS n ";
const LISTS: &str = "FROM dossier_moves m JOIN dossiers d ON d.id = m.dossier_id JOIN subjects s ON s.id = d.subject_id \
     JOIN subjects us ON us.id = d.unit_id WHERE m.changes_list AND m.year = ?";

/// The changes in the order in which they were made; a limit of -1 gives all.
pub fn lines(conn: &mut Connection, filter: Filter, limit: i64, offset: i64) -> AppResult<Vec<Line>> {
    let query = narrowed(CHANGES, filter).sql(" ORDER BY m.id LIMIT ? OFFSET ?");
    let rows: Vec<Row> = query.bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?;
    Ok(rows.into_iter().map(line).collect())
}

/// How many changes there are in all.
pub fn total(conn: &mut Connection, filter: Filter) -> AppResult<i64> {
    let total: Total = narrowed(TOTAL, filter).get_result(conn)?;
    Ok(total.n)
}

#[derive(QueryableByName)]
struct Total {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn narrowed(columns: &'static str, filter: Filter) -> Sql<'static> {
    let query = sql(columns).sql(LISTS).bind::<BigInt, _>(filter.year);
    let query = match filter.award {
        Some(award) => {
            query.sql(" AND (m.award_before = ? OR m.award_after = ?)").bind::<Text, _>(award).bind::<Text, _>(award)
        }
        None => query,
    };
    scoped(query, filter.scope)
}

fn scoped(query: Sql<'static>, scope: Scope) -> Sql<'static> {
    match scope {
        Scope::All => query,
        Scope::Own(person) => query.sql(" AND d.subject_id = ?").bind::<BigInt, _>(person),
        Scope::Unit(unit, person) => {
            query.sql(" AND (d.unit_id = ? OR d.subject_id = ?)").bind::<BigInt, _>(unit).bind::<BigInt, _>(person)
        }
        Scope::Nothing => query.sql(" AND 0"),
    }
}

fn line(row: Row) -> Line {
    let change = match row.event {
        EventKind::DossierDowngraded => Change::Downgraded,
        EventKind::DossierHeld => Change::Held,
        _ if row.from_state.is_on_list() => Change::Removed,
        _ if row.earlier > 0 => Change::AddedAgain,
        _ => Change::Added,
    };
    let stage = if row.from_state.is_on_list() { row.from_state } else { row.to_state };
    Line {
        dossier: row.dossier,
        stage: Stage::of(stage),
        change,
        subject_code: row.subject_code,
        subject_name: row.subject_name,
        unit_code: row.unit_code,
        unit_name: row.unit_name,
        award_before: row.award_before,
        award_after: row.award_after,
        by: row.by,
        on: date::local(row.at.and_utc()).date(),
        reason: if row.reason.is_empty() { row.event.word().to_owned() } else { row.reason },
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = Text)]
    to_state: State,
    #[diesel(sql_type = BigInt)]
    n: i64,
}

const COUNTS: &str = "SELECT m.to_state, COUNT(DISTINCT m.dossier_id) AS n FROM dossier_moves m \
     JOIN dossiers d ON d.id = m.dossier_id WHERE m.year = ? AND m.to_state <> m.from_state \
     AND m.to_state IN ('unit_reviewed', 'verified', 'council_voted', 'decided')";

/// How many were on the list at each stage, in its order.
pub fn counts(conn: &mut Connection, filter: Filter) -> AppResult<Vec<(Stage, i64)>> {
    let mut query = sql(COUNTS).bind::<BigInt, _>(filter.year);
    if let Some(award) = filter.award {
        query = query.sql(" AND m.award_after = ?").bind::<Text, _>(award);
    }
    let counts: Vec<Count> = scoped(query, filter.scope).sql(" GROUP BY m.to_state").load(conn)?;
    let counts: HashMap<State, i64> = counts.into_iter().map(|count| (count.to_state, count.n)).collect();
    Ok(Stage::ALL.iter().map(|stage| (*stage, counts.get(&stage.reached()).copied().unwrap_or(0))).collect())
}
