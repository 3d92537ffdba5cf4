//! GET /pacts/{id}: the pact with its figures of today, its signatures and its quarters.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::ops::{self, Pact};
use super::pages::find_visible;
use super::reports::{self, Line, Report, verdict_of};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::{format_date, local};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::pact::{Quarter, ReportState, Side, State};
use crate::domain::target::{Verdict, together};
use crate::error::{AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Figures, Measured, Owner, Target, TargetLine};
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// GET /pacts/{id}
pub async fn show(user: CurrentUser, id: web::Path<PactId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, FieldErrors::default()).await?)
}

/// The page, with what stands against an act on it.
pub async fn show_page(user: &CurrentUser, db: &Db, id: PactId, errors: FieldErrors) -> AppResult<ShowPage> {
    let (actor, today, shell) = (user.actor.clone(), user.today, Shell::for_page(user, Menu::Pacts));
    db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        let found = targets::of(conn, Owner::Pact(id))?;
        let (reports, lines) = (reports::of(conn, id)?, reports::lines_of(conn, id)?);
        let all = ops::signatures_of(conn, id)?;
        let is_valid = |edition: i64| edition == it.standing.edition && it.standing.state != State::Draft;
        let (valid, void): (Vec<_>, Vec<_>) = all.iter().partition(|signature| is_valid(signature.edition));
        Ok(ShowPage {
            shell,
            acts: acts(&actor, &it),
            targets: target_lines(conn, &it, &found, &reports, &lines, today)?,
            signatures: valid.into_iter().map(SignatureLine::of).collect(),
            void: void.into_iter().map(SignatureLine::of).collect(),
            quarters: quarters(&actor, &it, &found, &reports, &lines, today),
            history: history::of(conn, Object::Pact(id))?,
            it: Detail::of(it),
            errors,
        })
    })
    .await
}

fn acts(actor: &Actor, it: &Pact) -> Acts {
    let prepares = policy::may(actor, Act::PrepareMovements);
    let signs = |side: &Side| it.standing.awaits(*side) && policy::may(actor, Act::SignPact(*side, it.content.unit));
    Acts {
        edit: prepares && it.standing.state == State::Draft,
        take_back: prepares && it.standing.state != State::Draft,
        sign: Side::ALL.iter().copied().filter(signs).collect(),
    }
}

/// The targets with their values of today; of those that nothing is bound to the last ones reported.
pub fn target_lines(
    conn: &mut Connection,
    it: &Pact,
    found: &[Target],
    reports: &[Report],
    lines: &[Line],
    today: NaiveDate,
) -> AppResult<Vec<TargetLine>> {
    let figures = Figures::of(conn, it.content.year, it.content.unit, today, found)?;
    let mut last: HashMap<TargetId, Measured> = HashMap::new();
    for report in reports.iter().filter(|report| report.state != ReportState::Returned) {
        let at = Quarter { year: it.content.year, number: report.quarter };
        for line in lines.iter().filter(|line| line.report_id == report.id) {
            last.insert(line.target_id, Measured { value: line.value, as_of: format!("hết {}", lower(at)) });
        }
    }
    let line = |target: &Target| {
        let measured = if target.content.source.is_bound() {
            figures.value(&target.content, 12)
        } else {
            last.get(&target.id).cloned().unwrap_or_default()
        };
        TargetLine::of(target, &measured).with_course(target, &figures)
    };
    Ok(found.iter().map(line).collect())
}

fn lower(at: Quarter) -> String {
    at.to_string().replacen('Q', "q", 1)
}

/// How a quarter stands by what was reported of it.
pub fn verdict_at(targets: &[Target], report: Option<&Report>, lines: &[Line], at: Quarter) -> Verdict {
    let Some(report) = report.filter(|it| it.state != ReportState::Returned) else { return Verdict::Unreported };
    let value = |target: &Target| {
        lines.iter().find(|line| line.report_id == report.id && line.target_id == target.id).and_then(|line| line.value)
    };
    together(targets.iter().map(|target| verdict_of(target, value(target), at)))
}

fn quarters(
    actor: &Actor,
    it: &Pact,
    targets: &[Target],
    reports: &[Report],
    lines: &[Line],
    today: NaiveDate,
) -> Vec<QuarterLine> {
    if it.standing.state != State::Signed {
        return Vec::new();
    }
    let reports_for = policy::may(actor, Act::ReportFor(it.content.unit));
    let line = |at: Quarter| {
        let report = reports.iter().find(|report| report.quarter == at.number);
        let about = report.map_or_else(
            || format!("Báo cáo từ {}", format_date(at.opens_on())),
            |it| format!("{}, {}", it.reported_by, format_date(local(it.reported_at.and_utc()).date())),
        );
        let is_due = today >= at.opens_on();
        let verb = match report.map(|it| it.state) {
            Some(ReportState::Confirmed) => "Xem",
            Some(ReportState::Returned) if reports_for => "Sửa báo cáo",
            Some(_) => "Xem",
            None if is_due && reports_for => "Báo cáo",
            None => "",
        };
        let verdict = is_due.then(|| verdict_at(targets, report, lines, at));
        QuarterLine { quarter: at, verdict, report: report.map(|it| it.state), about, verb }
    };
    Quarter::of_year(it.content.year).map(line).collect()
}
