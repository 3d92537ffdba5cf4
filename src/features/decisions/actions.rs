//! POST: draft, change, discard, issue; record a higher level's answer.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{DraftForm, HigherForm, Issuance, IssueForm};
use super::ops::{self, Seen};
use super::pages::{form_page, higher_page, issue_page, load};
use crate::db::{Db, Tx};
use crate::domain::ids::DecisionId;
use crate::error::AppResult;
use crate::features::account::ops::confirm;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

const SAVED: &str = "Đã lưu dự thảo. Giám đốc thấy dự thảo trong Việc cần làm.";

/// POST /decisions
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<DraftForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::DraftDecision)?;
    let form = posted.form;
    let saved = match form.parse() {
        Ok(new) => {
            let draft = move |tx: &mut Tx| Ok(format!("/decisions/{}", ops::draft(tx, &new)?));
            db.carry_out(user.actor.clone(), posted.number, draft).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, None).await).await
}

/// POST /decisions/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<DraftForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::DraftDecision)?;
    let (form, id) = (posted.form, *id);
    let seen = Seen { id, version: form.version };
    let saved = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| format!("/decisions/{id}"));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, SAVED));
    or_form_again(said, async |errors| form_page(&user, &db, form, errors, Some(id)).await).await
}

/// POST /decisions/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<IssueForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let seen = Seen { id: *id, version: posted.form.version };
    let discard = move |tx: &mut Tx| ops::discard(tx, seen).map(|()| "/decisions".to_owned());
    let location = db.carry_out(user.actor, posted.number, discard).await?;
    Ok(flash::said(&request, &location, "Đã bỏ dự thảo. Các hồ sơ trong đó lại sẵn sàng cho dự thảo khác."))
}

/// POST /decisions/{id}/issuance
pub async fn issue(
    request: HttpRequest,
    session: Session,
    mut user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<IssueForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::IssueDecision)?;
    let (form, id) = (posted.form, *id);
    load(&db, &user, id).await?;
    let seen = Seen { id, version: form.version };
    let accepted = confirm(&mut user, &session, &db, &form.password, form.parse()).await?;
    let issue = move |tx: &mut Tx, it: Issuance| ops::issue(tx, seen, &it.number, it.decided_on);
    let issued = carry_out(&user, &db, posted.number, accepted, format!("/decisions/{id}"), issue).await;
    let words = "Đã ban hành quyết định. Danh sách khen thưởng đã có các lượt khen này.";
    let said = issued.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| issue_page(&user, &db, id, form, errors).await).await
}

/// POST /decisions/higher
pub async fn record_higher(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<HigherForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let recorded = match form.parse() {
        Ok(higher) => {
            let record = move |tx: &mut Tx| {
                let decision = ops::record_higher(tx, &higher)?;
                Ok(match (higher.escalation, decision) {
                    (Some(proposal), _) => format!("/escalations/{proposal}"),
                    (None, Some(decision)) => format!("/decisions/{decision}"),
                    (None, None) => format!("/decisions?year={}", higher.year),
                })
            };
            db.carry_out(user.actor.clone(), posted.number, record).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = recorded.map(|location| flash::said(&request, &location, "Đã ghi nhận quyết định của cấp trên."));
    or_form_again(said, async |errors| higher_page(&user, &db, form, errors).await).await
}
