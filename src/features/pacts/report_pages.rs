//! A quarter of a pact: the unit's form, and the leadership's answer.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{ActForm, parse_report};
use super::ops;
use super::pages::find_visible;
use super::reports::{self, verdict_of};
use super::show::verdict_at;
use super::view::{Detail, ReportPage, ReportRow};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::domain::pact::{Quarter, ReportState, State};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Measured, Owner, Target};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

type Address = (PactId, i32);

/// GET /pacts/{id}/progress/{quarter}
pub async fn show(user: CurrentUser, path: web::Path<Address>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let typed = Typed::default();
    page(&report_page(&user, &db, path.into_inner(), typed, FieldErrors::default()).await?)
}

/// What was typed on the page before something was found wrong.
#[derive(Default)]
struct Typed {
    report: Option<TypedFields>,
    act: ActForm,
}

async fn report_page(
    user: &CurrentUser,
    db: &Db,
    address: Address,
    typed: Typed,
    errors: FieldErrors,
) -> AppResult<ReportPage> {
    let ((id, number), actor, today) = (address, user.actor.clone(), user.today);
    let shell = Shell::for_page(user, Menu::Pacts);
    db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        if !(1..=4).contains(&number) || it.standing.state != State::Signed {
            return Err(AppError::NotFound);
        }
        let at = Quarter { year: it.content.year, number };
        let report = reports::of(conn, id)?.into_iter().find(|report| report.quarter == number);
        let (found, lines) = (targets::of(conn, Owner::Pact(id))?, reports::lines_of(conn, id)?);
        let is_open = report.as_ref().is_none_or(|it| it.state != ReportState::Confirmed);
        let can_report = is_open && today >= at.opens_on() && policy::may(&actor, Act::ReportFor(it.content.unit));
        let filled = if can_report { reports::filled_in(conn, &it, &found, at, today)? } else { Default::default() };
        let own = |target: &Target| {
            let of_report = report.as_ref().map(|report| report.id);
            lines.iter().find(|line| Some(line.report_id) == of_report && line.target_id == target.id)
        };
        let row = |target: &Target| {
            let line = own(target);
            let stored = line.map(|it| Measured { value: it.value, as_of: it.as_of.clone() });
            // While it can still be reported, what the program counts is as of now.
            let measured = filled.get(&target.id).cloned().or(stored).unwrap_or_default();
            ReportRow {
                id: target.id,
                indicator: target.content.indicator.clone(),
                goal: target.content.goal_in_words(),
                is_bound: target.content.source.is_bound(),
                measure: target.content.measure.clone(),
                value: measured.value.map_or_else(|| "Chưa có số".to_owned(), |value| target.content.shown(value)),
                as_of: measured.as_of,
                verdict: verdict_of(target, measured.value, at),
                note: line.map_or_else(String::new, |it| it.note.clone()),
            }
        };
        let rows: Vec<ReportRow> = found.iter().map(row).collect();
        let stored = || {
            let mut form = TypedFields::default();
            form.set("version", report.as_ref().map_or(0, |it| it.version).to_string());
            form.set("note", report.as_ref().map_or("", |it| it.note.as_str()));
            for target in &found {
                let line = own(target);
                let value = line.and_then(|it| it.value).map_or_else(String::new, |value| value.to_string());
                form.set(format!("value_{}", target.id), value);
                form.set(format!("note_{}", target.id), line.map_or("", |it| it.note.as_str()));
            }
            form
        };
        let is_reported = report.as_ref().is_some_and(|it| it.state == ReportState::Reported);
        let version = report.as_ref().map_or(0, |it| it.version);
        Ok(ReportPage {
            shell,
            quarter: at,
            verdict: verdict_at(&found, report.as_ref(), &lines, at),
            form: typed.report.unwrap_or_else(stored),
            act: ActForm { version, ..typed.act },
            errors,
            can_report,
            can_decide: is_reported && policy::may(&actor, Act::ConfirmReports),
            rows,
            it: Detail::of(it),
            report,
        })
    })
    .await
}

/// POST /pacts/{id}/progress/{quarter}
pub async fn report(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<Address>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, number) = path.into_inner();
    let actor = user.actor.clone();
    let found = db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        policy::must(&actor, Act::ReportFor(it.content.unit))?;
        if !(1..=4).contains(&number) {
            return Err(AppError::NotFound);
        }
        targets::of(conn, Owner::Pact(id))
    });
    let found = found.await?;
    let (form, form_number) = (posted.form, posted.number);
    let version = form.version();
    let saved = match parse_report(&form, &found) {
        Ok(typed) => {
            let report =
                move |tx: &mut Tx| ops::report(tx, id, number, version, &typed).map(|()| format!("/pacts/{id}"));
            db.carry_out(user.actor.clone(), form_number, report).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã gửi báo cáo tiến độ."));
    let again = async |errors| {
        report_page(&user, &db, (id, number), Typed { report: Some(form), act: ActForm::default() }, errors).await
    };
    or_form_again(said, again).await
}

/// POST /pacts/{id}/progress/{quarter}/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<Address>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, number) = path.into_inner();
    policy::must(&user, Act::ConfirmReports)?;
    let act = posted.form;
    let version = act.version;
    let confirm = move |tx: &mut Tx| ops::confirm_report(tx, id, number, version).map(|()| format!("/pacts/{id}"));
    let confirmed = db.carry_out(user.actor.clone(), posted.number, confirm).await;
    let said = confirmed.map(|location| flash::said(&request, &location, "Đã xác nhận tiến độ."));
    or_form_again(said, async |errors| report_page(&user, &db, (id, number), Typed { report: None, act }, errors).await)
        .await
}

/// POST /pacts/{id}/progress/{quarter}/return
pub async fn return_report(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<Address>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, number) = path.into_inner();
    policy::must(&user, Act::ConfirmReports)?;
    let act = posted.form;
    let version = act.version;
    let returned = match act.parse_note("Nêu lý do để đơn vị biết cần sửa gì.") {
        Ok(reason) => {
            let back = move |tx: &mut Tx| {
                ops::return_report(tx, id, number, version, &reason).map(|()| format!("/pacts/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, back).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = returned.map(|location| flash::said(&request, &location, "Đã trả lại báo cáo."));
    or_form_again(said, async |errors| report_page(&user, &db, (id, number), Typed { report: None, act }, errors).await)
        .await
}
