//! POST: draft a regulation, fill it, put it in force, end it, take it back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{self, RegulationForm};
use super::ops::{self, Part, Seen};
use super::pages::{cap_page, criterion_page, form_page, show_page, vote_rule_page};
use super::view::address;
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /regulations
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<RegulationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let saved = match posted.form.parse() {
        Ok(new) => {
            let create = move |tx: &mut Tx| ops::draft(tx, &new).map(address);
            db.carry_out(user.actor.clone(), posted.number, create).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said =
        saved.map(|location| flash::said(&request, &location, "Đã lưu dự thảo. Thêm tiêu chuẩn, tỷ lệ, bảng điểm."));
    or_form_again(said, async |errors| Ok(form_page(&user, None, posted.form, errors))).await
}

/// POST /regulations/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<RegulationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let seen = Seen { id: *id, version: posted.form.version };
    let saved = match posted.form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| address(seen.id));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu dự thảo."));
    or_form_again(said, async |errors| Ok(form_page(&user, Some(seen.id), posted.form, errors))).await
}

/// POST /regulations/{id}/criteria
pub async fn add_criterion(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form.clone());
    let add = move |tx: &mut Tx, seen: Seen| ops::add_criterion(tx, seen, &form::criterion(&typed)?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã thêm tiêu chuẩn.", add).await;
    or_form_again(said, async |errors| criterion_page(&user, &db, id, posted.form, errors).await).await
}

/// POST /regulations/{id}/caps
pub async fn add_cap(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form.clone());
    let add = move |tx: &mut Tx, seen: Seen| ops::add_cap(tx, seen, &form::cap(&typed)?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã thêm tỷ lệ.", add).await;
    or_form_again(said, async |errors| cap_page(&user, &db, id, posted.form, errors).await).await
}

/// POST /regulations/{id}/vote-rules
pub async fn add_vote_rule(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form.clone());
    let add = move |tx: &mut Tx, seen: Seen| ops::add_vote_rule(tx, seen, &form::vote_rule(&typed)?);
    let said = carry_out(&request, &user, &db, &posted, id, "Đã thêm tỷ lệ phiếu.", add).await;
    or_form_again(said, async |errors| vote_rule_page(&user, &db, id, posted.form, errors).await).await
}

/// POST /regulations/{id}/score-lines
pub async fn add_score_line(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let typed = posted.form.clone();
    let add = move |tx: &mut Tx, seen: Seen| ops::add_score_line(tx, seen, &form::score_line(&typed)?);
    on_page(&request, &user, &db, posted, *id, "Đã thêm nội dung chấm điểm.", add).await
}

/// POST /regulations/{id}/criteria/{part}/removal
pub async fn remove_criterion(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(RegulationId, CriterionId)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, part) = path.into_inner();
    let remove = move |tx: &mut Tx, seen: Seen| ops::remove(tx, seen, Part::Criterion(part));
    on_page(&request, &user, &db, posted, id, "Đã bỏ tiêu chuẩn.", remove).await
}

/// POST /regulations/{id}/caps/{part}/removal
pub async fn remove_cap(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(RegulationId, CapId)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, part) = path.into_inner();
    let remove = move |tx: &mut Tx, seen: Seen| ops::remove(tx, seen, Part::Cap(part));
    on_page(&request, &user, &db, posted, id, "Đã bỏ tỷ lệ.", remove).await
}

/// POST /regulations/{id}/vote-rules/{part}/removal
pub async fn remove_vote_rule(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(RegulationId, VoteRuleId)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, part) = path.into_inner();
    let remove = move |tx: &mut Tx, seen: Seen| ops::remove(tx, seen, Part::VoteRule(part));
    on_page(&request, &user, &db, posted, id, "Đã bỏ tỷ lệ phiếu.", remove).await
}

/// POST /regulations/{id}/score-lines/{part}/removal
pub async fn remove_score_line(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(RegulationId, ScoreLineId)>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, part) = path.into_inner();
    let remove = move |tx: &mut Tx, seen: Seen| ops::remove(tx, seen, Part::ScoreLine(part));
    on_page(&request, &user, &db, posted, id, "Đã bỏ nội dung chấm điểm.", remove).await
}

/// POST /regulations/{id}/application
pub async fn apply(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    on_page(&request, &user, &db, posted, *id, "Quy chế đã được đưa vào áp dụng.", ops::apply).await
}

/// POST /regulations/{id}/end
pub async fn end(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let typed = posted.form.clone();
    let end = move |tx: &mut Tx, seen: Seen| {
        let (last_day, reason) = form::ending(&typed)?;
        ops::end(tx, seen, last_day, &reason)
    };
    on_page(&request, &user, &db, posted, *id, "Đã ghi ngày hết hiệu lực.", end).await
}

/// POST /regulations/{id}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let typed = posted.form.clone();
    let withdraw = move |tx: &mut Tx, seen: Seen| ops::withdraw(tx, seen, &form::withdrawal(&typed)?);
    on_page(&request, &user, &db, posted, *id, "Đã thu lại quy chế.", withdraw).await
}

/// POST /regulations/{id}/removal
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegulationId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let seen = Seen { id: *id, version: posted.form.version() };
    let discard = move |tx: &mut Tx| ops::discard(tx, seen).map(|()| "/regulations".to_owned());
    let location = db.carry_out(user.actor.clone(), posted.number, discard).await?;
    Ok(flash::said(&request, &location, "Đã bỏ dự thảo quy chế."))
}

/// A verb whose form stands on the regulation's page.
async fn on_page<F>(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    posted: Posted<TypedFields>,
    id: RegulationId,
    done: &str,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen) -> AppResult<()> + Send + 'static,
{
    let said = carry_out(request, user, db, &posted, id, done, verb).await;
    or_form_again(said, async |errors| show_page(user, db, id, posted.form, errors).await).await
}

/// Does it to the version that was read, and goes back to the regulation.
async fn carry_out<F>(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    posted: &Posted<TypedFields>,
    id: RegulationId,
    done: &str,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen) -> AppResult<()> + Send + 'static,
{
    policy::must(user, Act::KeepSettings)?;
    let seen = Seen { id, version: posted.form.version() };
    let work = move |tx: &mut Tx| verb(tx, seen).map(|()| address(id));
    let location = db.carry_out(user.actor.clone(), posted.number.clone(), work).await?;
    Ok(flash::said(request, &location, done))
}
