//! POST: plan a conference, change the plan, record what came of it.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{HeldForm, PlanForm};
use super::ops::{self, Seen};
use super::pages::{form_page, record_page};
use crate::db::{Db, Tx};
use crate::domain::ids::ConferenceId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /conferences
pub async fn plan(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PlanForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareDocuments)?;
    let form = posted.form;
    let planned = match form.parse() {
        Ok(new) => {
            let plan = move |tx: &mut Tx| ops::plan(tx, &new).map(|id| format!("/conferences/{id}"));
            db.carry_out(user.actor.clone(), posted.number, plan).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = planned.map(|location| flash::said(&request, &location, "Đã lưu kế hoạch hội nghị."));
    or_form_again(said, async |errors| Ok(form_page(&user, None, form, errors))).await
}

/// POST /conferences/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ConferenceId>,
    posted: Posted<PlanForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareDocuments)?;
    let (id, form) = (*id, posted.form);
    let seen = Seen { id, version: form.version };
    db.read(move |conn| ops::find(conn, id)).await?;
    let changed = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &new).map(|()| format!("/conferences/{id}"));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = changed.map(|location| flash::said(&request, &location, "Đã lưu kế hoạch hội nghị."));
    or_form_again(said, async |errors| Ok(form_page(&user, Some(id), form, errors))).await
}

/// POST /conferences/{id}/record
pub async fn record(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<ConferenceId>,
    posted: Posted<HeldForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareDocuments)?;
    let (id, form) = (*id, posted.form);
    let seen = Seen { id, version: form.version };
    let recorded = match form.parse() {
        Ok(new) => {
            let record = move |tx: &mut Tx| ops::record(tx, seen, &new).map(|()| format!("/conferences/{id}"));
            db.carry_out(user.actor.clone(), posted.number, record).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = recorded.map(|location| flash::said(&request, &location, "Đã ghi kết quả hội nghị."));
    or_form_again(said, async |errors| record_page(&user, &db, id, Some(form), errors).await).await
}
