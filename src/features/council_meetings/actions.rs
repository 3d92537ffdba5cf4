//! POST: call a meeting, prepare it, conclude it. Those of the vote have a file of their own.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::{concluding_pages, form, pages, preparing_pages};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act, MeetingAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

type Id = web::Path<CouncilMeetingId>;
pub type Typed = Posted<TypedFields>;

pub fn address(id: CouncilMeetingId, page: &str) -> String {
    if page.is_empty() { format!("/council-meetings/{id}") } else { format!("/council-meetings/{id}/{page}") }
}

/// The policy is asked before what was typed is looked at.
pub async fn must(db: &Db, user: &CurrentUser, id: CouncilMeetingId, act: MeetingAct) -> AppResult<()> {
    let (meeting, _) = pages::load(db, user, id).await?;
    policy::must(user, Act::OnMeeting(act, &meeting.facts()))
}

/// POST /council-meetings
pub async fn call(
    request: HttpRequest,
    user: CurrentUser,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepMeetings)?;
    let typed = posted.form;
    let called = match form::call(&typed) {
        Ok(new) => {
            let call = move |tx: &mut Tx| Ok(address(ops::call(tx, &new)?, ""));
            db.carry_out(user.actor.clone(), posted.number, call).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said =
        called.map(|location| flash::said(&request, &location, "Đã lập phiên họp. Đưa hồ sơ vào danh sách xét."));
    or_form_again(said, async |errors| pages::form_page(&user, &db, typed, errors, None).await).await
}

/// POST /council-meetings/{id}
pub async fn amend(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Prepare).await?;
    let seen = form::seen(id, &typed);
    let amend = move |tx: &mut Tx, new| ops::amend(tx, seen, &new);
    let saved = carry_out(&user, &db, posted.number, form::call(&typed), address(id, ""), amend).await;
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu phiên họp."));
    or_form_again(said, async |errors| pages::form_page(&user, &db, typed, errors, Some(id)).await).await
}

/// POST /council-meetings/{id}/dropping
pub async fn drop_meeting(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    let (meeting, _) = pages::load(&db, &user, id).await?;
    policy::must(&user, Act::OnMeeting(MeetingAct::Prepare, &meeting.facts()))?;
    let seen = form::seen(id, &typed);
    let drop = move |tx: &mut Tx, ()| ops::drop_meeting(tx, seen);
    let back = format!("/council-meetings?year={}", meeting.row.year);
    let location = carry_out(&user, &db, posted.number, Ok(()), back, drop).await?;
    Ok(flash::said(&request, &location, "Đã xóa phiên họp."))
}

/// POST /council-meetings/{id}/agenda
pub async fn put_on_agenda(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Prepare).await?;
    let (seen, chosen) = (form::seen(id, &typed), form::chosen(&typed));
    let put = move |tx: &mut Tx, ()| ops::put_on_agenda(tx, seen, &chosen);
    let put = carry_out(&user, &db, posted.number, Ok(()), address(id, "agenda"), put).await;
    let said = put.map(|location| flash::said(&request, &location, "Đã đưa hồ sơ vào danh sách xét."));
    or_form_again(said, async |errors| preparing_pages::agenda_page(&user, &db, id, typed, errors).await).await
}

/// POST /council-meetings/{id}/agenda/{dossier}/removal
pub async fn take_off_agenda(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(CouncilMeetingId, DossierId)>,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, dossier) = path.into_inner();
    must(&db, &user, id, MeetingAct::Prepare).await?;
    let seen = form::seen(id, &posted.form);
    let take = move |tx: &mut Tx, ()| ops::take_off_agenda(tx, seen, dossier);
    let location = carry_out(&user, &db, posted.number, Ok(()), address(id, "agenda"), take).await?;
    Ok(flash::said(&request, &location, "Đã đưa hồ sơ ra khỏi danh sách xét."))
}

/// POST /council-meetings/{id}/members
pub async fn attend(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Prepare).await?;
    let seen = form::seen(id, &typed);
    let attend = move |tx: &mut Tx, ways: Vec<_>| ops::attend(tx, seen, &ways);
    let saved = carry_out(&user, &db, posted.number, form::ways(&typed), address(id, ""), attend).await;
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi thành viên dự họp."));
    or_form_again(said, async |errors| preparing_pages::members_page(&user, &db, id, typed, errors).await).await
}

/// Declares for whoever is named; the secretariat may have named nobody yet.
fn of_declaration(user: &CurrentUser, typed: &TypedFields) -> MeetingAct {
    match typed.of("person").parse().ok().map(PersonId).or(user.person) {
        Some(person) if !policy::may(user, Act::KeepMeetings) => MeetingAct::Declare(person),
        _ => MeetingAct::Prepare,
    }
}

/// POST /council-meetings/{id}/conflicts
pub async fn declare(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, of_declaration(&user, &typed)).await?;
    let seen = form::seen(id, &typed);
    let declare = move |tx: &mut Tx, (dossier, person, reason): (DossierId, PersonId, String)| {
        ops::declare(tx, seen, dossier, person, &reason)
    };
    let done = carry_out(&user, &db, posted.number, form::declaration(&typed), address(id, "conflicts"), declare).await;
    let said = done.map(|location| flash::said(&request, &location, "Đã ghi thành viên không bỏ phiếu dòng này."));
    or_form_again(said, async |errors| preparing_pages::conflicts_page(&user, &db, id, typed, errors).await).await
}

/// POST /council-meetings/{id}/conflicts/removal
pub async fn undeclare(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, of_declaration(&user, &typed)).await?;
    let person = PersonId(typed.of("person").parse().unwrap_or_default());
    let dossier = DossierId(typed.of("dossier").parse().unwrap_or_default());
    let seen = form::seen(id, &typed);
    let undeclare = move |tx: &mut Tx, ()| ops::undeclare(tx, seen, dossier, person);
    let location = carry_out(&user, &db, posted.number, Ok(()), address(id, "conflicts"), undeclare).await?;
    Ok(flash::said(&request, &location, "Đã bỏ ghi."))
}

/// POST /council-meetings/{id}/conclusion
pub async fn conclude(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::Conclude).await?;
    let seen = form::seen(id, &typed);
    let conclude = move |tx: &mut Tx, said| ops::conclude(tx, seen, &said).map(|_| ());
    let done = carry_out(&user, &db, posted.number, form::conclusion(&typed), address(id, ""), conclude).await;
    let said =
        done.map(|location| flash::said(&request, &location, "Đã kết luận phiên họp. Biên bản sẵn sàng để in, ký."));
    or_form_again(said, async |errors| concluding_pages::conclusion_page(&user, &db, id, typed, errors).await).await
}

/// POST /council-meetings/{id}/amendments
pub async fn write_on(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    must(&db, &user, id, MeetingAct::WriteOn).await?;
    let seen = form::seen(id, &typed);
    let write = move |tx: &mut Tx, (number, text): (String, String)| ops::write_on(tx, seen, &number, &text);
    let done = carry_out(&user, &db, posted.number, form::amendment(&typed), address(id, ""), write).await;
    let said = done.map(|location| flash::said(&request, &location, "Đã ghi biên bản bổ sung."));
    or_form_again(said, async |errors| pages::show_page(&user, &db, id, typed, errors).await).await
}
