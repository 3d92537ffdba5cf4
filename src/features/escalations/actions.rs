//! POST: draft, change, drop and send a proposal.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{DraftForm, SubmissionForm};
use super::ops::{self, Seen};
use super::pages::{form_page, submission_page};
use crate::db::{Db, Tx};
use crate::domain::ids::EscalationId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /escalations
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<DraftForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepEscalations)?;
    let form = posted.form;
    let saved = match form.parse() {
        Ok(new) => {
            let draft = move |tx: &mut Tx| Ok(address(ops::draft(tx, &new)?));
            db.carry_out(user.actor.clone(), posted.number, draft).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã lập dự thảo. In tờ trình để trình ký, rồi ghi số và ngày.";
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, None).await).await
}

/// POST /escalations/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<EscalationId>,
    posted: Posted<DraftForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepEscalations)?;
    let (form, id) = (posted.form, *id);
    let seen = Seen { id, version: form.version };
    let saved = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| address(id));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu dự thảo tờ trình."));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, Some(id)).await).await
}

/// POST /escalations/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<EscalationId>,
    posted: Posted<SubmissionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepEscalations)?;
    let seen = Seen { id: *id, version: posted.form.version };
    let discard = move |tx: &mut Tx| ops::discard(tx, seen).map(|()| "/escalations".to_owned());
    let location = db.carry_out(user.actor, posted.number, discard).await?;
    Ok(flash::said(&request, &location, "Đã bỏ dự thảo. Các hồ sơ trong đó lại sẵn sàng cho tờ trình khác."))
}

/// POST /escalations/{id}/submission
pub async fn submit(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<EscalationId>,
    posted: Posted<SubmissionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepEscalations)?;
    let (form, id) = (posted.form, *id);
    let seen = Seen { id, version: form.version };
    let sent = match form.parse() {
        Ok((number, submitted_on)) => {
            let submit = move |tx: &mut Tx| ops::submit(tx, seen, &number, submitted_on).map(|()| address(id));
            db.carry_out(user.actor.clone(), posted.number, submit).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = "Đã ghi trình cấp trên. Khi có trả lời, ghi kết quả từng người ở trang này.";
    let said = sent.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| submission_page(&user, &db, id, form, errors).await).await
}

fn address(id: EscalationId) -> String {
    format!("/escalations/{id}")
}
