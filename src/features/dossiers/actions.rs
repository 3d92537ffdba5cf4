//! POST: propose, change, write the report, and every step a dossier takes.

use actix_web::{HttpRequest, HttpResponse, web};

use super::acts::{Act as Page, act_page};
use super::form::{ActForm, DossierForm, SectionForm};
use super::form_pages::{form_page, section_of, section_page};
use super::ops::{self, Seen};
use super::pages::{check_page, load};
use super::show::show_page;
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::account;
use crate::policy::{self, Act, DossierAct};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again, see_other};

/// POST /dossiers
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<DossierForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RegisterAtAll)?;
    let form = posted.form;
    let saved = match form.parse() {
        Ok(new) => {
            let propose = move |tx: &mut Tx| Ok(address_of(ops::propose(tx, &new)?));
            db.carry_out(user.actor.clone(), posted.number, propose).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã lưu nháp hồ sơ. Viết báo cáo thành tích rồi gửi.";
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, None).await).await
}

/// POST /dossiers/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Posted<DossierForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, id) = (posted.form, *id);
    let it = load(&db, &user, id).await?;
    let seen = Seen { id, version: form.version };
    let saved = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| address_of(id));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu hồ sơ."));
    let again = async |errors| {
        policy::must(&user, Act::OnDossier(DossierAct::Edit, &it.facts))?;
        form_page(&user, &db, form, errors, Some(it)).await
    };
    or_form_again(said, again).await
}

/// POST /dossiers/{id}/report/{section}
pub async fn write_section(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(DossierId, String)>,
    posted: Posted<SectionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let ((id, code), form) = (path.into_inner(), posted.form);
    let it = load(&db, &user, id).await?;
    let section = section_of(&it, &code)?;
    let (seen, done) = (Seen { id, version: form.version }, !form.is_draft());
    let saved = match form.parse() {
        Ok(content) => {
            let write =
                move |tx: &mut Tx| ops::write_section(tx, seen, section, &content, done).map(|()| address_of(id));
            db.carry_out(user.actor.clone(), posted.number, write).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = if done { "Đã xong một phần báo cáo." } else { "Đã lưu nháp phần báo cáo." };
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| section_page(&user, &it, section, form, errors)).await
}

fn address_of(id: DossierId) -> String {
    format!("/dossiers/{id}")
}

type Id = web::Path<DossierId>;

/// POST /dossiers/{id}/filing
pub async fn file(user: CurrentUser, id: Id, posted: Posted<ActForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let seen = Seen { id: *id, version: posted.form.version };
    let file = move |tx: &mut Tx| ops::file(tx, seen).map(|()| format!("/dossiers/{}/filed", seen.id));
    let filed = db.carry_out(user.actor.clone(), posted.number, file).await.map(|location| see_other(&location));
    or_form_again(filed, async |errors| check_page(&user, &db, seen.id, errors).await).await
}

/// One act: where it leads, what is said there, and the page on which its mistakes are shown.
#[derive(Clone, Copy)]
struct Outcome {
    said: &'static str,
    /// After deciding on one, the next that waits; after another act, the dossier.
    goes_on: bool,
    page: Option<Page>,
}

const fn stays(said: &'static str) -> Outcome {
    Outcome { said, goes_on: false, page: None }
}

const fn goes_on(said: &'static str) -> Outcome {
    Outcome { said, goes_on: true, page: None }
}

const fn on_page(page: Page, said: &'static str) -> Outcome {
    Outcome { said, goes_on: false, page: Some(page) }
}

/// Who acts, on what, with what was typed.
struct Asked {
    request: HttpRequest,
    user: CurrentUser,
    id: DossierId,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
}

impl Asked {
    /// Carries the verb out with what was accepted of the form; what is wrong brings the page back.
    async fn act<T, F>(self, outcome: Outcome, accepted: Result<T, FieldErrors>, verb: F) -> AppResult<HttpResponse>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx, Seen, T) -> AppResult<()> + Send + 'static,
    {
        let Self { request, user, id, posted, db } = self;
        let seen = Seen { id, version: posted.form.version };
        let location = if outcome.goes_on { "/approvals/next?kind=dossier".to_owned() } else { address_of(id) };
        let done = match accepted {
            Ok(accepted) => {
                let work = move |tx: &mut Tx| verb(tx, seen, accepted).map(|()| location);
                db.carry_out(user.actor.clone(), posted.number, work).await
            }
            Err(errors) => Err(errors.into()),
        };
        let said = done.map(|location| flash::said(&request, &location, outcome.said));
        let form = posted.form;
        match outcome.page {
            Some(act) => {
                let again = async |errors| {
                    let it = load(&db, &user, id).await?;
                    act_page(&user, &db, it, act, form, errors).await
                };
                or_form_again(said, again).await
            }
            None => or_form_again(said, async |errors| show_page(&user, &db, id, form, "", errors).await).await,
        }
    }
}

/// A step that asks for nothing.
macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident: $outcome:expr, $verb:path;)+) => {$(
        $(#[$doc])*
        pub async fn $name(
            request: HttpRequest,
            user: CurrentUser,
            id: Id,
            posted: Posted<ActForm>,
            db: web::Data<Db>,
        ) -> AppResult<HttpResponse> {
            let asked = Asked { request, user, id: *id, posted, db };
            asked.act($outcome, Ok(()), |tx, seen, ()| $verb(tx, seen)).await
        }
    )+};
    ($($(#[$doc:meta])* $name:ident: $outcome:expr, $parse:ident, |$tx:ident, $seen:ident, $typed:pat_param| $verb:expr;)+) => {$(
        $(#[$doc])*
        pub async fn $name(
            request: HttpRequest,
            user: CurrentUser,
            id: Id,
            posted: Posted<ActForm>,
            db: web::Data<Db>,
        ) -> AppResult<HttpResponse> {
            let accepted = posted.form.$parse();
            let asked = Asked { request, user, id: *id, posted, db };
            asked.act($outcome, accepted, |$tx, $seen, $typed| $verb).await
        }
    )+};
}

steps! {
    /// POST /dossiers/{id}/withdrawal
    withdraw: stays("Đã rút hồ sơ."), ops::withdraw;
    /// POST /dossiers/{id}/recall
    recall: stays("Đã thu lại hồ sơ. Sửa xong thì gửi lại."), ops::recall;
    /// POST /dossiers/{id}/agreement
    agree: goes_on("Đã đồng ý. Hồ sơ chuyển sang thường trực thẩm định."), ops::agree;
    /// POST /dossiers/{id}/verification
    verify: goes_on("Đã thẩm định xong hồ sơ."), ops::verify;
}

steps! {
    /// POST /dossiers/{id}/return
    return_for_changes: goes_on("Đã trả lại để sửa."), parse_return,
        |tx, seen, back| ops::return_for_changes(tx, seen, &back);
    /// POST /dossiers/{id}/rejection
    reject: goes_on("Đã ghi hồ sơ không đạt."), parse_reason, |tx, seen, reason| ops::reject(tx, seen, &reason);
    /// POST /dossiers/{id}/downgrade
    downgrade: on_page(Page::Downgrade, "Đã hạ mức đề nghị."), parse_downgrade,
        |tx, seen, (award, reason)| ops::downgrade(tx, seen, award, &reason);
    /// POST /dossiers/{id}/hold
    hold: on_page(Page::Hold, "Đã tạm dừng xét hồ sơ."), parse_note, |tx, seen, reason| ops::hold(tx, seen, &reason);
    /// POST /dossiers/{id}/resumption
    resume: on_page(Page::Resume, "Hồ sơ được xét tiếp."), parse_note,
        |tx, seen, reason| ops::resume(tx, seen, &reason);
    /// POST /dossiers/{id}/handover
    hand_over: on_page(Page::HandOver, "Đã chuyển người xử lý."), parse_hand_over,
        |tx, seen, (username, note)| {
            // A name nobody has is answered like one who is not of the secretariat.
            let to = account::ops::by_username(tx.conn, &username)?.unwrap_or(AccountId(0));
            ops::hand_over(tx, seen, to, &note)
        };
    /// POST /dossiers/{id}/receipt
    mend_receipt: on_page(Page::Receipt, "Đã sửa ngày nhận."), parse_receipt,
        |tx, seen, (day, reason)| ops::mend_receipt(tx, seen, day, &reason);
}
