//! Quarterly reports on a pact: the unit says how far each target has come, the leadership confirms.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::{self, Pact};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::{format_date, format_date_time};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::pact::{Quarter, ReportState, State};
use crate::domain::target::{Quantity, Verdict, verdict};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Figures, Measured, Owner, Target};
use crate::features::{notices, years};
use crate::policy::{self, Act};
use crate::schema::{pact_report_lines as lines, pact_reports as reports, pacts};
use crate::web::history;

/// A quarter as it was reported.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reports)]
pub struct Report {
    pub id: PactReportId,
    pub pact_id: PactId,
    pub quarter: i32,
    pub state: ReportState,
    pub note: String,
    pub reported_by: String,
    pub reported_at: NaiveDateTime,
    pub decided_by: String,
    pub decided_at: Option<NaiveDateTime>,
    pub reason: String,
    pub version: i64,
}

/// One target in a report.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = lines)]
pub struct Line {
    pub report_id: PactReportId,
    pub target_id: TargetId,
    pub value: Option<Quantity>,
    pub as_of: String,
    pub note: String,
}

/// What a unit types: of targets that nothing is bound to their values, of all a note.
#[derive(Debug, Clone, Default)]
pub struct TypedReport {
    pub values: HashMap<TargetId, Quantity>,
    pub notes: HashMap<TargetId, String>,
    pub note: String,
}

/// The reports of a pact by quarter.
pub fn of(conn: &mut Connection, id: PactId) -> AppResult<Vec<Report>> {
    let rows = reports::table.filter(reports::pact_id.eq(id)).order(reports::quarter);
    Ok(rows.select(Report::as_select()).load(conn)?)
}

/// The lines of all reports of a pact.
pub fn lines_of(conn: &mut Connection, id: PactId) -> AppResult<Vec<Line>> {
    let rows = lines::table.inner_join(reports::table).filter(reports::pact_id.eq(id));
    Ok(rows.select(Line::as_select()).load(conn)?)
}

/// All reports of a year's pacts, with their lines.
pub fn of_year(conn: &mut Connection, year: Year) -> AppResult<(Vec<Report>, Vec<Line>)> {
    let all = reports::table.inner_join(pacts::table).filter(pacts::year.eq(year));
    let found = all.order((reports::pact_id, reports::quarter)).select(Report::as_select()).load(conn)?;
    let of_reports = lines::table.inner_join(reports::table.inner_join(pacts::table)).filter(pacts::year.eq(year));
    Ok((found, of_reports.select(Line::as_select()).load(conn)?))
}

/// How a target stands at the end of a quarter by what was reported.
pub fn verdict_of(target: &Target, value: Option<Quantity>, at: Quarter) -> Verdict {
    let content = &target.content;
    verdict(content.manner, content.goal, value, content.due_on, at)
}

/// The values that the program fills in by itself at the end of a quarter.
pub fn filled_in(
    conn: &mut Connection,
    pact: &Pact,
    targets: &[Target],
    at: Quarter,
    today: chrono::NaiveDate,
) -> AppResult<HashMap<TargetId, Measured>> {
    let figures = Figures::of(conn, pact.content.year, pact.content.unit, today, targets)?;
    let bound = targets.iter().filter(|target| target.content.source.is_bound());
    Ok(bound.map(|target| (target.id, figures.value(&target.content, at.last_month()))).collect())
}

/// Reports a quarter, or reports it anew until it is confirmed; `version` is 0 for the first time.
///
/// # Errors
/// `Fields` before the quarter's last month, in an ended year, or where a value is missing; `Stale` once confirmed.
pub fn report(tx: &mut Tx, id: PactId, number: i32, version: i64, typed: &TypedReport) -> AppResult<()> {
    let pact = signed(tx.conn, id)?;
    tx.must(Act::ReportFor(pact.content.unit))?;
    let at = Quarter { year: pact.content.year, number };
    years::ops::must_not_be_ended(tx.conn, at.year, "report")?;
    if tx.today < at.opens_on() {
        let words = format!("{at} báo cáo từ ngày {}.", format_date(at.opens_on()));
        return Err(FieldErrors::one("report", words).into());
    }
    let before = of(tx.conn, id)?.into_iter().find(|it| it.quarter == number);
    must_be_open(tx, id, before.as_ref(), version)?;
    let targets = targets::of(tx.conn, Owner::Pact(id))?;
    let mut values = filled_in(tx.conn, &pact, &targets, at, tx.today)?;
    let mut errors = FieldErrors::default();
    for target in targets.iter().filter(|target| !target.content.source.is_bound()) {
        match typed.values.get(&target.id) {
            Some(value) => {
                values.insert(target.id, Measured { value: Some(*value), as_of: String::new() });
            }
            None => {
                let words = format!("Nhập số thực hiện của chỉ tiêu {}.", target.content.indicator);
                errors.add(format!("value_{}", target.id), words);
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let report = put(tx, id, number, version + 1, &typed.note)?;
    put_lines(tx.conn, report, &values, &typed.notes)?;
    tx.audit(Event::new(EventKind::PactReported, Object::Pact(id)).because(format!("{at}.")))
}

fn signed(conn: &mut Connection, id: PactId) -> AppResult<Pact> {
    let pact = ops::find(conn, id)?;
    if pact.standing.state == State::Signed { Ok(pact) } else { Err(AppError::Illegal) }
}

fn must_be_open(tx: &mut Tx, id: PactId, before: Option<&Report>, version: i64) -> AppResult<()> {
    match before {
        Some(it) if it.state == ReportState::Confirmed => Err(AppError::Stale(confirmed_words(it))),
        Some(it) if it.version == version => Ok(()),
        None if version == 0 => Ok(()),
        _ => Err(AppError::Stale(history::last_act(tx.conn, Object::Pact(id))?)),
    }
}

fn confirmed_words(report: &Report) -> String {
    let at = report.decided_at.map_or_else(String::new, |at| format_date_time(at.and_utc()));
    format!("Đồng chí {} đã xác nhận báo cáo này lúc {at}.", report.decided_by)
}

fn put(tx: &mut Tx, id: PactId, number: i32, version: i64, note: &str) -> AppResult<PactReportId> {
    let first = (reports::pact_id.eq(id), reports::quarter.eq(number));
    let told = (
        reports::state.eq(ReportState::Reported),
        reports::note.eq(note),
        reports::reported_by.eq(&tx.actor.full_name),
        reports::reported_at.eq(tx.now.naive_utc()),
        reports::decided_by.eq(""),
        reports::decided_at.eq(None::<NaiveDateTime>),
        reports::reason.eq(""),
        reports::version.eq(version),
    );
    if version > 1 {
        let there = reports::table.filter(reports::pact_id.eq(id)).filter(reports::quarter.eq(number));
        return Ok(diesel::update(there).set(told).returning(reports::id).get_result(tx.conn)?);
    }
    Ok(diesel::insert_into(reports::table).values((first, told)).returning(reports::id).get_result(tx.conn)?)
}

fn put_lines(
    conn: &mut Connection,
    report: PactReportId,
    values: &HashMap<TargetId, Measured>,
    notes: &HashMap<TargetId, String>,
) -> AppResult<()> {
    diesel::delete(lines::table.filter(lines::report_id.eq(report))).execute(conn)?;
    let rows: Vec<_> = values
        .iter()
        .map(|(target, measured)| {
            (
                lines::report_id.eq(report),
                lines::target_id.eq(*target),
                lines::value.eq(measured.value),
                lines::as_of.eq(&measured.as_of),
                lines::note.eq(notes.get(target).map_or("", String::as_str)),
            )
        })
        .collect();
    diesel::insert_into(lines::table).values(rows).execute(conn)?;
    Ok(())
}

/// The leadership takes a report as it is: it does not change any more.
pub fn confirm_report(tx: &mut Tx, id: PactId, number: i32, version: i64) -> AppResult<()> {
    let at = decide(tx, id, number, version, ReportState::Confirmed, "")?;
    tx.audit(Event::new(EventKind::PactReportConfirmed, Object::Pact(id)).because(format!("{at}.")))
}

/// The leadership sends a report back to be mended, with the reason.
pub fn return_report(tx: &mut Tx, id: PactId, number: i32, version: i64, reason: &str) -> AppResult<()> {
    let at = decide(tx, id, number, version, ReportState::Returned, reason)?;
    tx.audit(Event::new(EventKind::PactReportReturned, Object::Pact(id)).because(format!("{at}. {reason}")))
}

fn decide(tx: &mut Tx, id: PactId, number: i32, version: i64, state: ReportState, reason: &str) -> AppResult<Quarter> {
    policy::must(tx.actor, Act::ConfirmReports)?;
    let pact = store::find(tx.conn, id)?.content;
    let year = pact.year;
    years::ops::must_not_be_ended(tx.conn, year, "note")?;
    let before = of(tx.conn, id)?.into_iter().find(|it| it.quarter == number).ok_or(AppError::NotFound)?;
    if before.state == ReportState::Confirmed {
        return Err(AppError::Stale(confirmed_words(&before)));
    }
    if before.state != ReportState::Reported || before.version != version {
        return Err(ops::stale(tx, id));
    }
    diesel::update(reports::table.find(before.id))
        .set((
            reports::state.eq(state),
            reports::decided_by.eq(&tx.actor.full_name),
            reports::decided_at.eq(Some(tx.now.naive_utc())),
            reports::reason.eq(reason),
            reports::version.eq(version + 1),
        ))
        .execute(tx.conn)?;
    let at = Quarter { year, number };
    let told = match state {
        ReportState::Returned => format!("Báo cáo tiến độ giao ước {at} được trả lại: {reason}"),
        _ => format!("Báo cáo tiến độ giao ước {at} đã được xác nhận."),
    };
    notices::ops::tell(tx, Audience::HeadOf(pact.unit), told, Object::Pact(id))?;
    Ok(at)
}
