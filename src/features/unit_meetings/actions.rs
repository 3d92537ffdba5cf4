//! POST: record a meeting, change it, close its minutes, take it back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::closing_pages::check_page;
use super::form::{self, NewForm};
use super::ops::{self, Seen};
use super::pages::{form_page, load, load_open, new_page};
use crate::db::{Db, Tx};
use crate::domain::ids::UnitMeetingId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /unit-meetings: goes on to who was absent and how they voted.
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<NewForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::HoldUnitMeeting(user.unit.unwrap_or(crate::domain::ids::UnitId::NONE)))?;
    let form = posted.form;
    let recorded = match form.parse() {
        Ok(new) => {
            let record = move |tx: &mut Tx| ops::record(tx, &new).map(|id| format!("/unit-meetings/{id}/edit"));
            db.carry_out(user.actor.clone(), posted.number, record).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = recorded.map(|location| {
        flash::said(&request, &location, "Đã ghi cuộc họp. Ghi tiếp người vắng, kết quả biểu quyết và kết luận.")
    });
    or_form_again(said, async |errors| new_page(&user, &db, form, errors).await).await
}

/// POST /unit-meetings/{id}
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<UnitMeetingId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, typed) = (*id, posted.form);
    load_open(&db, &user, id).await?;
    let seen = Seen { id, version: typed.version() };
    let saved = match form::parse(&typed) {
        Ok(minutes) => {
            let change = move |tx: &mut Tx| ops::change(tx, seen, &minutes).map(|()| format!("/unit-meetings/{id}"));
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu cuộc họp."));
    or_form_again(said, async |errors| form_page(&user, &db, id, Some(typed), errors).await).await
}

/// POST /unit-meetings/{id}/closing
pub async fn close(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<UnitMeetingId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    load(&db, &user, id).await?;
    let seen = Seen { id, version: posted.form.version };
    let close = move |tx: &mut Tx| ops::close(tx, seen).map(|()| format!("/unit-meetings/{id}"));
    let closed = db.carry_out(user.actor.clone(), posted.number, close).await;
    let words = "Đã chốt biên bản họp bình xét. Hồ sơ của người được đề nghị đã có trong danh sách hồ sơ.";
    let said = closed.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| check_page(&user, &db, id, errors).await).await
}

/// POST /unit-meetings/{id}/discarding
pub async fn discard(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<UnitMeetingId>,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let year = load(&db, &user, id).await?.meeting.year;
    let seen = Seen { id, version: posted.form.version };
    let discard = move |tx: &mut Tx| ops::discard(tx, seen).map(|()| format!("/unit-meetings?year={year}"));
    let location = db.carry_out(user.actor, posted.number, discard).await?;
    Ok(flash::said(&request, &location, "Đã bỏ cuộc họp chưa chốt."))
}
