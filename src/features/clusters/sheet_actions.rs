//! POST: score a unit's sheet, send it, verify it, give it back, let somebody write.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::sheet_form;
use super::sheet_pages::{find_sheet, load_for, sheet_page, verify_page};
use super::sheet_store::SeenSheet;
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act, ClusterSheetAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Check, TypedFields};
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// Before anything typed is read: the sheet is there for him, and he could do this with it as it was when he read it.
async fn ask(db: &Db, user: &CurrentUser, seen: SeenSheet, act: ClusterSheetAct) -> AppResult<()> {
    match load_for(db, user, seen.id, act).await {
        // Gone on since he read it: the verb says who was quicker.
        Err(AppError::Denied) => {
            let (actor, today) = (user.actor.clone(), user.today);
            let found = db.read(move |conn| find_sheet(conn, &actor, seen.id, today)).await?;
            let is_older = seen.version != 0 && found.row()?.sheet.version != seen.version;
            let mut facts = found.facts;
            facts.state = match act {
                ClusterSheetAct::Verify => crate::domain::emulation_cluster::SheetState::Submitted,
                _ => crate::domain::emulation_cluster::SheetState::Draft,
            };
            let could = policy::may(user, Act::OnClusterSheet(act, &facts));
            if is_older && could { Ok(()) } else { Err(AppError::Denied) }
        }
        other => other.map(|_| ()),
    }
}

/// POST /cluster-sheets/{id}: saves what the unit has written, or sends it.
pub async fn score(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterSheetId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form);
    let seen = sheet_form::seen(&typed, id);
    let is_sent = !typed.has("draft");
    let act = if is_sent { ClusterSheetAct::Submit } else { ClusterSheetAct::Score };
    ask(&db, &user, seen, act).await?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| find_sheet(conn, &actor, id, today)).await?;
    let saved = match sheet_form::parse_own(&found.table, &typed) {
        Ok(own) => {
            let save = move |tx: &mut Tx| {
                if is_sent { ops::submit(tx, seen, &own) } else { ops::save_own(tx, seen, &own) }?;
                Ok(format!("/cluster-sheets/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words =
        if is_sent { "Đã gửi phiếu tự chấm điểm cho thường trực." } else { "Đã lưu nháp." };
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| sheet_page(&user, &db, id, Some(typed), errors).await).await
}

/// POST /cluster-sheets/{id}/verification
pub async fn verify(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterSheetId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form);
    let seen = sheet_form::seen(&typed, id);
    ask(&db, &user, seen, ClusterSheetAct::Verify).await?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| find_sheet(conn, &actor, id, today)).await?;
    let cluster = found.table.cluster.id;
    let saved = match sheet_form::parse_verified(&found.table, &typed) {
        Ok(points) => {
            let verify = move |tx: &mut Tx| ops::verify(tx, seen, &points).map(|()| format!("/clusters/{cluster}"));
            db.carry_out(user.actor.clone(), posted.number, verify).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã thẩm định phiếu chấm điểm."));
    or_form_again(said, async |errors| verify_page(&user, &db, id, Some(typed), errors).await).await
}

/// POST /cluster-sheets/{id}/return
pub async fn return_(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterSheetId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, form) = (*id, posted.form);
    load_for(&db, &user, id, ClusterSheetAct::Return).await?;
    let seen = SeenSheet { id, version: form.version };
    let returned = match form.parse_reason(&[]) {
        Ok(reason) => {
            let back = format!("/cluster-sheets/{id}");
            let work = move |tx: &mut Tx| ops::return_sheet(tx, seen, &reason).map(|()| back);
            db.carry_out(user.actor.clone(), posted.number, work).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = returned.map(|location| flash::said(&request, &location, "Đã trả lại phiếu để đơn vị sửa."));
    let again = async |errors: FieldErrors| {
        let mut page = sheet_page(&user, &db, id, None, errors).await?;
        page.form.set("note", form.note);
        Ok(page)
    };
    or_form_again(said, again).await
}

/// POST /cluster-sheets/{id}/scribe
pub async fn name_scribe(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterSheetId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form);
    load_for(&db, &user, id, ClusterSheetAct::NameScribe).await?;
    let seen = sheet_form::seen(&typed, id);
    let mut check = Check::new();
    let code = check.optional_line("scribe", typed.of("scribe"), 40);
    let named = match check.finish(|| Some(code)) {
        Ok(code) => {
            let back = format!("/cluster-sheets/{id}");
            let work = move |tx: &mut Tx| ops::name_scribe(tx, seen, &code).map(|()| back);
            db.carry_out(user.actor.clone(), posted.number, work).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = named.map(|location| flash::said(&request, &location, "Đã ghi người giúp chấm điểm."));
    let again = async |errors: FieldErrors| {
        let mut page = sheet_page(&user, &db, id, None, errors).await?;
        page.form.set("scribe", typed.of("scribe"));
        Ok(page)
    };
    or_form_again(said, again).await
}
