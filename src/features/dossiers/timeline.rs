//! The timeline of one dossier: who did what when, how long each step took, and with whom it lies now.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::ops::award_name;
use super::store::Dossier;
use crate::db::Connection;
use crate::domain::date;
use crate::domain::dossier::State;
use crate::domain::event::EventKind;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::error::AppResult;
use crate::features::account;
use crate::schema::{accounts, dossier_moves, subjects};
use crate::web::history::named;

/// One line: "21/12/2014 15:20 – Phạm Thị Lan Hương đồng ý hồ sơ, sau 3 ngày."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub at: String,
    pub who: String,
    pub what: &'static str,
    /// How long the step before took; empty where nothing moved.
    pub took: String,
    /// "Chiến sĩ thi đua cơ sở thành Lao động tiên tiến", where the proposal was changed.
    pub award: String,
    pub note: String,
    /// Until when what was returned has to be mended.
    pub due: String,
}

#[derive(Queryable)]
struct Row {
    at: NaiveDateTime,
    who: String,
    on_behalf_of: String,
    event: EventKind,
    from: State,
    to: State,
    award_before: AwardCode,
    award_after: AwardCode,
    reason: String,
    due_on: Option<NaiveDate>,
}

/// Newest first.
pub fn of(conn: &mut Connection, dossier: &Dossier) -> AppResult<Vec<Line>> {
    let rows: Vec<Row> = dossier_moves::table
        .filter(dossier_moves::dossier_id.eq(dossier.id))
        .order(dossier_moves::id)
        .select((
            dossier_moves::at,
            dossier_moves::actor_name,
            dossier_moves::on_behalf_of,
            dossier_moves::event,
            dossier_moves::from_state,
            dossier_moves::to_state,
            dossier_moves::award_before,
            dossier_moves::award_after,
            dossier_moves::reason,
            dossier_moves::due_on,
        ))
        .load(conn)?;
    let mut lines = Vec::new();
    let mut moved_at: Option<NaiveDateTime> = None;
    for row in rows {
        let is_step = row.from != row.to;
        let took = moved_at.filter(|_| is_step).map_or_else(String::new, |before| took(before, row.at));
        if is_step || moved_at.is_none() {
            moved_at = Some(row.at);
        }
        lines.push(line(row, took, dossier));
    }
    lines.reverse();
    Ok(lines)
}

fn line(row: Row, took: String, dossier: &Dossier) -> Line {
    let name = |award| award_name(award, dossier.year);
    let is_changed = row.award_before != row.award_after;
    let award =
        if is_changed { format!("{} thành {}", name(row.award_before), name(row.award_after)) } else { String::new() };
    let is_returned = row.to == State::Returned;
    Line {
        at: date::format_date_time(row.at.and_utc()),
        who: named(row.who, &row.on_behalf_of),
        what: row.event.word(),
        took,
        award,
        note: row.reason,
        due: row.due_on.filter(|_| is_returned).map_or_else(String::new, date::format_date),
    }
}

/// How many midnights in Viet Nam lie between.
fn days_between(from: NaiveDateTime, to: NaiveDateTime) -> i64 {
    let day = |moment: NaiveDateTime| date::local(moment.and_utc()).date();
    (day(to) - day(from)).num_days()
}

/// "trong ngày", "sau 3 ngày".
fn took(from: NaiveDateTime, to: NaiveDateTime) -> String {
    match days_between(from, to) {
        ..=0 => "trong ngày".to_owned(),
        days => format!("sau {days} ngày"),
    }
}

/// "hôm nay", "đã 3 ngày".
fn so_far(from: NaiveDateTime, now: NaiveDateTime) -> String {
    let day = |moment: NaiveDateTime| date::local(moment.and_utc()).date();
    date::days_so_far_words(day(from), day(now))
}

/// With whom it lies, since when, and until when.
#[derive(Debug, Clone)]
pub struct Holder {
    pub who: String,
    pub since: String,
    /// How long already.
    pub so_far: String,
    pub due: String,
    /// "còn 2 ngày", "quá hạn 1 ngày".
    pub left: String,
    pub is_late: bool,
}

/// `None` when it lies with nobody any more.
pub fn holder(
    conn: &mut Connection,
    dossier: &Dossier,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> AppResult<Option<Holder>> {
    let Some(place) = place(dossier.facts.state) else {
        return Ok(None);
    };
    let names = match dossier.facts.state {
        State::Filed => names_of_heads(conn, dossier.facts.unit)?,
        State::Draft | State::Returned => dossier.subject_name.clone(),
        State::UnitReviewed if dossier.facts.is_only_secretariat => return only_secretary(dossier, now, today),
        state if state.is_on_list() || state == State::OnHold => name_of(conn, dossier.holder, state)?,
        _ => String::new(),
    };
    let who = if names.is_empty() { place.to_owned() } else { format!("{place}: {names}") };
    Ok(Some(holder_of(who, dossier, now, today)))
}

/// Nobody takes a step on his own: that of the only secretary is the head's of the agency.
fn only_secretary(dossier: &Dossier, now: DateTime<Utc>, today: NaiveDate) -> AppResult<Option<Holder>> {
    Ok(Some(holder_of("Người đứng đầu cơ quan".to_owned(), dossier, now, today)))
}

fn holder_of(who: String, dossier: &Dossier, now: DateTime<Utc>, today: NaiveDate) -> Holder {
    Holder {
        who,
        since: date::format_date(date::local(dossier.since.and_utc()).date()),
        so_far: so_far(dossier.since, now.naive_utc()),
        due: dossier.due_on.map_or_else(String::new, date::format_date),
        left: dossier.due_on.map_or_else(String::new, |due| date::days_left_words(today, due)),
        is_late: dossier.due_on.is_some_and(|due| due < today),
    }
}

/// With whom a dossier in a state lies.
pub const fn place(state: State) -> Option<&'static str> {
    Some(match state {
        State::Draft | State::Returned => "Người lập hồ sơ",
        State::Filed => "Trưởng đơn vị",
        State::UnitReviewed | State::CouncilVoted | State::Published | State::HigherDecided | State::OnHold => {
            "Thường trực"
        }
        State::Verified => "Hội đồng",
        State::Escalated => "Cấp trên",
        State::Decided => "Kế toán",
        State::Paid | State::Rejected | State::Withdrawn | State::Revoked => return None,
    })
}

fn names_of_heads(conn: &mut Connection, unit: UnitId) -> AppResult<String> {
    let heads: Vec<SubjectId> = account::ops::heads_of(conn, unit)?.into_iter().map(SubjectId::from).collect();
    let names: Vec<String> =
        subjects::table.filter(subjects::id.eq_any(heads)).order(subjects::id).select(subjects::name).load(conn)?;
    Ok(names.join(", "))
}

/// The specialist it was handed to, while it lies with the secretariat.
fn name_of(conn: &mut Connection, holder: Option<AccountId>, state: State) -> AppResult<String> {
    let lies_elsewhere = matches!(state, State::Verified | State::Escalated | State::Decided);
    let Some(holder) = holder.filter(|_| !lies_elsewhere) else {
        return Ok(String::new());
    };
    Ok(accounts::table.find(holder).select(accounts::full_name).first(conn)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar_in_viet_nam() {
        let at = |typed: &str| NaiveDateTime::parse_from_str(typed, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(took(at("2014-12-01 01:00"), at("2014-12-01 10:00")), "trong ngày");
        assert_eq!(took(at("2014-12-01 16:00"), at("2014-12-01 18:00")), "sau 1 ngày");
        assert_eq!(so_far(at("2014-12-01 01:00"), at("2014-12-04 09:00")), "đã 3 ngày");
    }

    #[test]
    fn only_what_is_over_lies_with_nobody() {
        for state in State::ALL {
            assert_eq!(place(*state).is_none(), state.is_final(), "{state:?}");
        }
    }
}
