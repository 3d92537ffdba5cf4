//! POST: set up a block, change it, its criteria; the acts on it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::acts::{Act, act_page};
use super::criteria_form::CriterionForm;
use super::criteria_pages::{criteria_page, criterion_page, load_prepared};
use super::form::{ActForm, ClusterForm, CopyForm};
use super::ops::{self, Seen};
use super::pages::{form_page, load};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /clusters
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<ClusterForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, policy::Act::KeepClusters)?;
    save(request, user, posted, db, None).await
}

/// POST /clusters/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ClusterForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    load_prepared(&db, &user, *id).await?;
    save(request, user, posted, db, Some(*id)).await
}

/// A new block, or the changed one of this `id`.
async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<ClusterForm>,
    db: web::Data<Db>,
    id: Option<ClusterId>,
) -> AppResult<HttpResponse> {
    let version = posted.form.version;
    let saved = match posted.form.parse() {
        Ok(new) => {
            let save = move |tx: &mut Tx| {
                let id = match id {
                    None => ops::add(tx, &new)?,
                    Some(id) => ops::change(tx, Seen { id, version }, &new).map(|()| id)?,
                };
                Ok(format!("/clusters/{id}/criteria"))
            };
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu khối thi đua."));
    or_form_again(said, async |errors| form_page(&user, &db, posted.form, errors, id).await).await
}

/// POST /clusters/{id}/criteria
pub async fn add_criterion(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<CriterionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    save_criterion(request, user, db, posted, (*id, None)).await
}

/// POST /clusters/{id}/criteria/{criterion}
pub async fn change_criterion(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(ClusterId, ClusterCriterionId)>,
    posted: Posted<CriterionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, criterion) = path.into_inner();
    save_criterion(request, user, db, posted, (id, Some(criterion))).await
}

async fn save_criterion(
    request: HttpRequest,
    user: CurrentUser,
    db: web::Data<Db>,
    posted: Posted<CriterionForm>,
    (id, criterion): (ClusterId, Option<ClusterCriterionId>),
) -> AppResult<HttpResponse> {
    load_prepared(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let saved = match posted.form.parse() {
        Ok(new) => {
            let put = move |tx: &mut Tx| {
                ops::put_criterion(tx, seen, criterion, &new).map(|()| format!("/clusters/{id}/criteria"))
            };
            db.carry_out(user.actor.clone(), posted.number, put).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu tiêu chí."));
    or_form_again(said, async |errors| criterion_page(&user, &db, (id, criterion), Some(posted.form), errors).await)
        .await
}

/// POST /clusters/{id}/criteria/{criterion}/removal
pub async fn remove_criterion(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(ClusterId, ClusterCriterionId)>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, criterion) = path.into_inner();
    load_prepared(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let remove =
        move |tx: &mut Tx| ops::remove_criterion(tx, seen, criterion).map(|()| format!("/clusters/{id}/criteria"));
    let location = db.carry_out(user.actor.clone(), posted.number, remove).await?;
    Ok(flash::said(&request, &location, "Đã bỏ tiêu chí."))
}

/// POST /clusters/{id}/copying
pub async fn copy(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<CopyForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    load_prepared(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let copied = match posted.form.parse() {
        Ok(from) => {
            let copy = move |tx: &mut Tx| ops::copy_from(tx, seen, from).map(|()| format!("/clusters/{id}/criteria"));
            db.carry_out(user.actor.clone(), posted.number, copy).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã chép bảng tiêu chí. Kiểm tra từng tiêu chí trước khi công bố.";
    let said = copied.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| criteria_page(&user, &db, id, None, posted.form.from, errors).await).await
}

/// Carries an act out, or shows its page again.
async fn act(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    (id, act): (ClusterId, Act),
    posted: Posted<ActForm>,
    words: &str,
) -> AppResult<HttpResponse> {
    policy::must(user, act.right())?;
    load(db, user, id).await?;
    let seen = posted.form.seen(id);
    let done = match posted.form.parse(act.missing()) {
        Ok(note) => {
            let work = move |tx: &mut Tx| {
                match act {
                    Act::Publish => ops::publish(tx, seen),
                    Act::Revise => ops::revise(tx, seen, &note),
                    Act::Propose => ops::propose(tx, seen, &note),
                    Act::Conclude => ops::conclude(tx, seen, &note),
                    Act::Return => ops::return_(tx, seen, &note),
                    Act::Revoke => ops::revoke(tx, seen, &note),
                    Act::Discard => ops::discard(tx, seen),
                }?;
                Ok(match act {
                    Act::Discard => "/clusters".to_owned(),
                    Act::Revise => format!("/clusters/{id}/criteria"),
                    _ => format!("/clusters/{id}"),
                })
            };
            db.carry_out(user.actor.clone(), posted.number, work).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = done.map(|location| flash::said(request, &location, words));
    or_form_again(said, async |errors| act_page(user, db, id, act, posted.form, errors).await).await
}

/// POST /clusters/{id}/publication
pub async fn publish(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Publish), posted, "Đã công bố bảng tiêu chí. Trưởng các đơn vị được báo.")
        .await
}

/// POST /clusters/{id}/revision
pub async fn revise(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Revise), posted, "Đã mở bảng tiêu chí. Sửa xong thì công bố lại.").await
}

/// POST /clusters/{id}/proposal
pub async fn propose(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Propose), posted, "Đã trình kết luận xếp hạng.").await
}

/// POST /clusters/{id}/conclusion
pub async fn conclude(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Conclude), posted, "Đã kết luận xếp hạng. Các đơn vị được báo.").await
}

/// POST /clusters/{id}/return
pub async fn return_(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Return), posted, "Đã trả lại thường trực.").await
}

/// POST /clusters/{id}/revocation
pub async fn revoke(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Revoke), posted, "Đã thu hồi kết luận.").await
}

/// POST /clusters/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ClusterId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(&request, &user, &db, (*id, Act::Discard), posted, "Đã bỏ dự thảo khối thi đua.").await
}
