//! POST: register, change, and every step a registration takes.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{COMMON_REASONS, ReceiptForm, RegistrationForm};
use super::ops::{self, Seen};
use super::pages::{form_page, load, show_page};
use crate::db::{Db, Tx};
use crate::domain::ids::RegistrationId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again, page_with_errors, see_other};

const SAVED: &str = "Đã lưu nháp đăng ký.";

/// POST /registrations: saves the draft; "Tiếp tục" goes on to the check page.
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<RegistrationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RegisterAtAll)?;
    let form = posted.form;
    let is_draft = form.is_draft();
    let saved = match form.parse() {
        Ok(new) => {
            let register = move |tx: &mut Tx| Ok(after_saving(ops::register(tx, &new)?, is_draft));
            db.carry_out(user.actor.clone(), posted.number, register).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, None).await).await
}

/// POST /registrations/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RegistrationId>,
    posted: Posted<RegistrationForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, id) = (posted.form, *id);
    let it = load(&db, &user, id).await?;
    let (is_draft, seen) = (form.is_draft(), Seen { id, version: form.version });
    let saved = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| after_saving(id, is_draft));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    let again = async |errors| {
        policy::must(&user, Act::EditRegistration(&it.facts))?;
        form_page(&user, &db, form, errors, Some(id)).await
    };
    or_form_again(said, again).await
}

fn after_saving(id: RegistrationId, is_draft: bool) -> String {
    if is_draft { format!("/registrations/{id}") } else { format!("/registrations/{id}/filing") }
}

/// POST /registrations/{id}/filing
pub async fn file(
    user: CurrentUser,
    id: web::Path<RegistrationId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let seen = Seen { id: *id, version: posted.form.version };
    let file = move |tx: &mut Tx| ops::file(tx, seen).map(|()| format!("/registrations/{}/filed", seen.id));
    let location = db.carry_out(user.actor, posted.number, file).await?;
    Ok(see_other(&location))
}

/// One act on one registration: where it leads, and what is said there.
struct Outcome {
    said: &'static str,
    /// After deciding on one, the next that waits; after an act on one's own, its page.
    goes_on: bool,
}

async fn act<F>(
    request: HttpRequest,
    user: CurrentUser,
    id: RegistrationId,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    outcome: Outcome,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen) -> AppResult<()> + Send + 'static,
{
    let seen = Seen { id, version: posted.form.version };
    let location =
        if outcome.goes_on { "/approvals/next?kind=registration".to_owned() } else { format!("/registrations/{id}") };
    let location = db.carry_out(user.actor, posted.number, move |tx| verb(tx, seen).map(|()| location)).await?;
    Ok(flash::said(&request, &location, outcome.said))
}

/// The same for an act that needs a reason; without one the page comes back.
async fn act_with_reason<F>(
    request: HttpRequest,
    user: CurrentUser,
    id: RegistrationId,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    outcome: Outcome,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen, &str) -> AppResult<()> + Send + 'static,
{
    match posted.form.parse_reason(COMMON_REASONS) {
        Ok(reason) => act(request, user, id, posted, db, outcome, move |tx, seen| verb(tx, seen, &reason)).await,
        Err(errors) => page_with_errors(&show_page(&user, &db, id, posted.form, errors).await?),
    }
}

const fn stays(said: &'static str) -> Outcome {
    Outcome { said, goes_on: false }
}

const fn goes_on(said: &'static str) -> Outcome {
    Outcome { said, goes_on: true }
}

type Id = web::Path<RegistrationId>;

/// POST /registrations/{id}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, stays("Đã rút đăng ký."), ops::withdraw).await
}

/// POST /registrations/{id}/agreement
pub async fn agree(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, goes_on("Đã đồng ý. Hồ sơ chuyển sang thường trực thẩm định."), ops::agree)
        .await
}

/// POST /registrations/{id}/return
pub async fn return_for_changes(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act_with_reason(request, user, *id, posted, db, goes_on("Đã trả lại để sửa."), ops::return_for_changes).await
}

/// POST /registrations/{id}/acceptance
pub async fn accept(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, goes_on("Đã chấp nhận đăng ký."), ops::accept).await
}

/// POST /registrations/{id}/rejection
pub async fn reject(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act_with_reason(request, user, *id, posted, db, goes_on("Đã ghi không chấp nhận."), ops::reject).await
}

/// POST /registrations/{id}/receipt
pub async fn mend_receipt(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<ReceiptForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, form) = (*id, posted.form);
    let it = load(&db, &user, id).await?;
    policy::must(&user, Act::MendReceipt(&it.facts))?;
    match form.parse(user.today) {
        Ok((received_on, reason)) => {
            let location = format!("/registrations/{id}");
            let mend = move |tx: &mut Tx| ops::mend_receipt(tx, id, received_on, &reason).map(|()| location);
            let location = db.carry_out(user.actor, posted.number, mend).await?;
            Ok(flash::said(&request, &location, "Đã sửa ngày nhận hồ sơ và đối chiếu lại."))
        }
        Err(errors) => {
            let mut page = show_page(&user, &db, id, StepForm::default(), errors).await?;
            page.receipt = form;
            page_with_errors(&page)
        }
    }
}
