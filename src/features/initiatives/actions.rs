//! POST: record, change, and every step an initiative takes.

use actix_web::{HttpRequest, HttpResponse, web};

use super::application_view::FormPage;
use super::form::{COMMON_REASONS, InitiativeForm, RecognitionForm};
use super::ops::{self, Saving, Seen};
use super::pages::{Typed, form_of, form_page, load, show_page};
use super::view::address_of;
use super::{comparison, similar_titles};
use crate::db::{Db, FormNumber, Tx};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{autosave, flash, or_form_again, page, page_with_errors, see_other};

pub(super) type Code = web::Path<String>;

const SAVED: &str = "Đã lưu nháp sáng kiến.";

/// POST /initiatives: saves the draft; "Tiếp tục" goes on to the check page, once nothing is missing.
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<InitiativeForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordInitiative)?;
    let form = posted.form;
    if form.is_check() {
        return check(&user, &db, form, None).await;
    }
    let saving = form.saving();
    let saved = match form.parse() {
        Ok(new) => {
            let record = move |tx: &mut Tx| Ok(after_saving(&ops::record(tx, &new, saving)?, saving, 1));
            db.carry_out(user.actor.clone(), posted.number, record).await
        }
        Err(errors) => Err(errors.into()),
    };
    if saving == Saving::Autosave {
        return autosave::answer(saved, db.clock.now());
    }
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| Ok(form_page(&user, form, errors, None))).await
}

/// POST /initiatives/{code}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<InitiativeForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, code) = (posted.form, code.into_inner());
    let it = load(&db, &user, &code).await?;
    if form.is_check() {
        policy::must(&user, Act::EditInitiative(&it.facts))?;
        return check(&user, &db, form, Some((it.id, code))).await;
    }
    let (saving, version) = (form.saving(), form.version);
    let saved = match form.parse() {
        Ok(new) => {
            let code = code.clone();
            let change = move |tx: &mut Tx| {
                let seen = seen(tx, &code, version)?;
                ops::change(tx, seen, &new, saving).map(|version| after_saving(&code, saving, version))
            };
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    if matches!(saved, Err(AppError::Fields(_))) {
        policy::must(&user, Act::EditInitiative(&it.facts))?;
    }
    if saving == Saving::Autosave {
        return autosave::answer(saved, db.clock.now());
    }
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| Ok(form_page(&user, form, errors, Some(&code)))).await
}

/// The form again with the earlier ones that its text is like; nothing is saved.
async fn check(
    user: &CurrentUser,
    db: &Db,
    form: InitiativeForm,
    of: Option<(InitiativeId, String)>,
) -> AppResult<HttpResponse> {
    let (id, code) = of.unzip();
    let checked = comparison::check_of_text(user, db, form.text(), id).await?;
    let (actor, title, except) = (user.actor.clone(), form.title.clone(), code.clone().unwrap_or_default());
    let titles = db.read(move |conn| similar_titles::like(conn, &actor, &title, &except)).await?;
    let again = form_page(user, form, FieldErrors::default(), code.as_deref());
    page(&FormPage { checked: Some(checked), titles, ..again })
}

fn after_saving(code: &str, saving: Saving, version: i64) -> String {
    match saving {
        Saving::Autosave => autosave::location(&address_of(code), version),
        Saving::Draft => address_of(code),
        Saving::Complete => format!("{}/filing", address_of(code)),
    }
}

/// The initiative of a code, in the version that was read.
fn seen(tx: &mut Tx, code: &str, version: i64) -> AppResult<Seen> {
    Ok(Seen { id: ops::id_of(tx.conn, code)?, version })
}

/// POST /initiatives/{code}/filing: what is missing is asked for in the form.
pub async fn file(
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (version, filed) = (posted.form.version, format!("{}/filed", address_of(&code)));
    let filed = carry_out(&user, &db, posted.number, &code, version, filed, ops::file).await;
    let again = async |errors| {
        let it = load(&db, &user, &code).await?;
        Ok(form_page(&user, form_of(&it), errors, Some(&code)))
    };
    or_form_again(filed.map(|location| see_other(&location)), again).await
}

/// One verb on the initiative of a code, then on to `location`.
pub(super) async fn carry_out<F>(
    user: &CurrentUser,
    db: &Db,
    number: FormNumber,
    code: &str,
    version: i64,
    location: String,
    verb: F,
) -> AppResult<String>
where
    F: FnOnce(&mut Tx, Seen) -> AppResult<()> + Send + 'static,
{
    let code = code.to_owned();
    let work = move |tx: &mut Tx| {
        let seen = seen(tx, &code, version)?;
        verb(tx, seen).map(|()| location)
    };
    db.carry_out(user.actor.clone(), number, work).await
}

/// After deciding on one: the next that waits.
const NEXT: &str = "/approvals/next?kind=initiative";

/// A decision on one initiative, then on to the next.
async fn decide<F>(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    said: &'static str,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen) -> AppResult<()> + Send + 'static,
{
    let location = carry_out(&user, &db, posted.number, &code, posted.form.version, NEXT.to_owned(), verb).await?;
    Ok(flash::said(&request, &location, said))
}

/// The same for one that needs a reason; without it the page comes back.
async fn decide_with_reason<F>(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
    said: &'static str,
    verb: F,
) -> AppResult<HttpResponse>
where
    F: FnOnce(&mut Tx, Seen, &str) -> AppResult<()> + Send + 'static,
{
    match posted.form.parse_reason(COMMON_REASONS) {
        Ok(reason) => decide(request, user, code, posted, db, said, move |tx, seen| verb(tx, seen, &reason)).await,
        Err(errors) => {
            let typed = Typed { step: posted.form, ..Typed::default() };
            page_with_errors(&show_page(&user, &db, &code, typed, errors).await?)
        }
    }
}

/// POST /initiatives/{code}/withdrawal
pub async fn withdraw(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (version, own_page) = (posted.form.version, address_of(&code));
    let location = carry_out(&user, &db, posted.number, &code, version, own_page, ops::withdraw).await?;
    Ok(flash::said(&request, &location, "Đã rút sáng kiến."))
}

/// POST /initiatives/{code}/agreement
pub async fn agree(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    decide(request, user, code, posted, db, "Đã xác nhận. Sáng kiến chuyển sang thường trực thẩm định.", ops::agree)
        .await
}

/// POST /initiatives/{code}/return
pub async fn return_for_changes(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    decide_with_reason(request, user, code, posted, db, "Đã trả lại để sửa.", ops::return_for_changes).await
}

/// POST /initiatives/{code}/rejection
pub async fn reject(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    decide_with_reason(request, user, code, posted, db, "Đã ghi không công nhận.", ops::reject).await
}

/// POST /initiatives/{code}/recognition
pub async fn recognise(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<RecognitionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let saved = match form.parse() {
        Ok(recognition) => {
            let recognise = move |tx: &mut Tx, seen| ops::recognise(tx, seen, &recognition);
            carry_out(&user, &db, posted.number, &code, form.version, NEXT.to_owned(), recognise).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi công nhận sáng kiến."));
    let typed = Typed { recognition: form, ..Typed::default() };
    or_form_again(said, async |errors| show_page(&user, &db, &code, typed, errors).await).await
}
