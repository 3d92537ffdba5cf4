//! POST: begin a draft, change it, drop it; launch it, amend, cancel, copy it; enter a figure.

use actix_web::{HttpRequest, HttpResponse, web};

use super::acts::{Act, act_page, launch_page};
use super::form::{ActForm, MovementForm};
use super::ops::{self, Seen};
use super::pages::{form_page, load, load_draft};
use super::show::show_page;
use crate::db::{Db, FormNumber, Tx};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /movements
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<MovementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, policy::Act::PrepareMovements)?;
    save(request, user, posted, db, None).await
}

/// POST /movements/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<MovementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    load_draft(&db, &user, *id).await?;
    save(request, user, posted, db, Some(*id)).await
}

/// A new movement, or the changed one of this `id`.
async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<MovementForm>,
    db: web::Data<Db>,
    id: Option<MovementId>,
) -> AppResult<HttpResponse> {
    let version = posted.form.version;
    let saved = match posted.form.parse() {
        Ok(content) => {
            let save = move |tx: &mut Tx| {
                let id = match id {
                    None => ops::add(tx, &content)?,
                    Some(id) => ops::change(tx, Seen { id, version }, &content).map(|()| id)?,
                };
                Ok(format!("/movements/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu phong trào."));
    or_form_again(said, async |errors| form_page(&user, &db, posted.form, errors, id).await).await
}

/// POST /movements/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let year = load_draft(&db, &user, id).await?.content.year;
    let seen = Seen { id, version: posted.form.version };
    let discard = move |tx: &mut Tx| ops::discard(tx, seen).map(|()| format!("/movements?year={year}"));
    let discarded = db.carry_out(user.actor.clone(), posted.number, discard).await;
    let said = discarded.map(|location| flash::said(&request, &location, "Đã bỏ dự thảo phong trào."));
    or_form_again(said, async |errors| show_page(&user, &db, id, errors).await).await
}

/// POST /movements/{id}/launching
pub async fn launch(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    policy::must(&user, policy::Act::LaunchMovements)?;
    load(&db, &user, id).await?;
    let (form, seen) = (posted.form.clone(), Seen { id, version: posted.form.version });
    let leave_out = !form.leave_out.is_empty();
    let launch = move |tx: &mut Tx| ops::launch(tx, seen, leave_out).map(|()| format!("/movements/{id}"));
    let launched = db.carry_out(user.actor.clone(), posted.number, launch).await;
    let said = launched.map(|location| flash::said(&request, &location, "Đã phát động phong trào."));
    or_form_again(said, async |errors| launch_page(&user, &db, id, form, errors).await).await
}

/// POST /movements/{id}/amendment
pub async fn amend(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let seen = Seen { id: *id, version: posted.form.version };
    let parsed = posted.form.parse_amendment();
    let work = parsed.map(|new| move |tx: &mut Tx| ops::amend(tx, seen, &new).map(|()| seen.id));
    let words = "Đã ghi điều chỉnh.";
    act(&request, &user, &db, Acted { id: *id, act: Act::Amend, target: None, posted, words }, work).await
}

/// POST /movements/{id}/cancellation
pub async fn cancel(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let seen = Seen { id: *id, version: posted.form.version };
    let parsed = posted.form.parse_note("Nêu lý do hủy phong trào.");
    let work = parsed.map(|reason| move |tx: &mut Tx| ops::cancel(tx, seen, &reason).map(|()| seen.id));
    let words = "Đã hủy phong trào.";
    act(&request, &user, &db, Acted { id: *id, act: Act::Cancel, target: None, posted, words }, work).await
}

/// POST /movements/{id}/copying
pub async fn copy(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<MovementId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let from = *id;
    let work = posted.form.parse_year().map(|year| move |tx: &mut Tx| ops::copy(tx, from, year));
    let words = "Đã chép thành dự thảo. Kiểm tra từng phần rồi trình lãnh đạo phát động.";
    act(&request, &user, &db, Acted { id: from, act: Act::Copy, target: None, posted, words }, work).await
}

/// POST /movements/{id}/targets/{target}/figure
pub async fn figure(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(MovementId, TargetId)>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, target) = path.into_inner();
    let parsed = posted.form.parse_figure();
    let work = parsed.map(|(value, on)| move |tx: &mut Tx| ops::enter_figure(tx, id, target, value, on).map(|()| id));
    let words = "Đã ghi số thực hiện.";
    act(&request, &user, &db, Acted { id, act: Act::Figure, target: Some(target), posted, words }, work).await
}

/// An act as it was posted, and what is said once it is done.
struct Acted {
    id: MovementId,
    act: Act,
    target: Option<TargetId>,
    posted: Posted<ActForm>,
    words: &'static str,
}

/// Carries an act out and goes on to the movement it answers, or shows its page again.
async fn act<W>(
    request: &HttpRequest,
    user: &CurrentUser,
    db: &Db,
    acted: Acted,
    work: Result<W, FieldErrors>,
) -> AppResult<HttpResponse>
where
    W: FnOnce(&mut Tx) -> AppResult<MovementId> + Send + 'static,
{
    let Acted { id, act, target, posted, words } = acted;
    policy::must(user, act.right())?;
    load(db, user, id).await?;
    let number: FormNumber = posted.number;
    let done = match work {
        Ok(work) => {
            let work = move |tx: &mut Tx| work(tx).map(|id| format!("/movements/{id}"));
            db.carry_out(user.actor.clone(), number, work).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = done.map(|location| flash::said(request, &location, words));
    or_form_again(said, async |errors| act_page(user, db, id, act, target, posted.form, errors).await).await
}
