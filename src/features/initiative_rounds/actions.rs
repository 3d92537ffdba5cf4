//! POST: every step of a round but those on its sheets.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};

use super::ops::{self, Seen};
use super::{assigning_pages, form, gathering_pages, outcome_pages, pages};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::account::ops::confirm;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

type Id = web::Path<InitiativeRoundId>;
type Typed = Posted<TypedFields>;

fn address(id: InitiativeRoundId, page: &str) -> String {
    if page.is_empty() { format!("/initiative-rounds/{id}") } else { format!("/initiative-rounds/{id}/{page}") }
}

fn seen(id: InitiativeRoundId, typed: &TypedFields) -> Seen {
    Seen { id, version: typed.version() }
}

/// POST /initiative-rounds
pub async fn open(
    request: HttpRequest,
    user: CurrentUser,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let typed = posted.form;
    let opened = match form::opening(&typed) {
        Ok(new) => {
            let open = move |tx: &mut Tx| Ok(address(ops::open(tx, &new)?, ""));
            db.carry_out(user.actor.clone(), posted.number, open).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = opened.map(|location| flash::said(&request, &location, "Đã mở đợt xét sáng kiến."));
    or_form_again(said, async |errors| pages::form_page(&user, typed, errors, None)).await
}

/// POST /initiative-rounds/{id}
pub async fn amend(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    let amend = move |tx: &mut Tx, new: ops::Opening| ops::amend(tx, seen, &new);
    let saved = carry_out(&user, &db, posted.number, form::opening(&typed), address(id, ""), amend).await;
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu đợt xét sáng kiến."));
    or_form_again(said, async |errors| pages::form_page(&user, typed, errors, Some(id))).await
}

/// POST /initiative-rounds/{id}/initiatives
pub async fn take_up(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let (seen, chosen) = (seen(id, &typed), form::chosen(&typed));
    let take_up = move |tx: &mut Tx, ()| ops::take_up(tx, seen, &chosen);
    let taken = carry_out(&user, &db, posted.number, Ok(()), address(id, "initiatives"), take_up).await;
    let said = taken.map(|location| flash::said(&request, &location, "Đã đưa sáng kiến vào đợt xét."));
    or_form_again(said, async |errors| gathering_pages::initiatives_page(&user, &db, id, typed, errors).await).await
}

/// POST /initiative-rounds/{id}/initiatives/{code}/removal
pub async fn put_back(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(InitiativeRoundId, String)>,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (id, code) = path.into_inner();
    let seen = seen(id, &posted.form);
    let put_back = move |tx: &mut Tx, ()| ops::put_back(tx, seen, &code);
    let location = carry_out(&user, &db, posted.number, Ok(()), address(id, "initiatives"), put_back).await?;
    Ok(flash::said(&request, &location, "Đã đưa sáng kiến ra khỏi đợt xét. Sáng kiến lại chờ thẩm định."))
}

/// POST /initiative-rounds/{id}/council
pub async fn seat(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    let seat = move |tx: &mut Tx, (member, seat): (String, _)| ops::seat(tx, seen, &member, seat);
    let seated = carry_out(&user, &db, posted.number, form::seating(&typed), address(id, "council"), seat).await;
    let said = seated.map(|location| flash::said(&request, &location, "Đã cử thành viên Hội đồng."));
    or_form_again(said, async |errors| gathering_pages::council_page(&user, &db, id, typed, errors).await).await
}

/// POST /initiative-rounds/{id}/council/copying
pub async fn seat_council(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    let copy = move |tx: &mut Tx, ()| ops::seat_council(tx, seen);
    let seated = carry_out(&user, &db, posted.number, Ok(()), address(id, "council"), copy).await;
    let said = seated.map(|location| flash::said(&request, &location, "Đã lấy thành viên theo Hội đồng sáng kiến."));
    or_form_again(said, async |errors| gathering_pages::council_page(&user, &db, id, typed, errors).await).await
}

/// POST /initiative-rounds/{id}/council/{person}/removal
pub async fn unseat(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(InitiativeRoundId, String)>,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (id, code) = path.into_inner();
    let seen = seen(id, &posted.form);
    let unseat = move |tx: &mut Tx, ()| ops::unseat(tx, seen, &code);
    let gone = carry_out(&user, &db, posted.number, Ok(()), address(id, "council"), unseat).await;
    let said = gone.map(|location| flash::said(&request, &location, "Đã đưa thành viên ra khỏi Hội đồng."));
    let again = async |errors| gathering_pages::council_page(&user, &db, id, TypedFields::default(), errors).await;
    or_form_again(said, again).await
}

/// POST /initiative-rounds/{id}/examiners/{code}
pub async fn assign(
    request: HttpRequest,
    user: CurrentUser,
    path: web::Path<(InitiativeRoundId, String)>,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, (id, code)) = (posted.form, path.into_inner());
    let (seen, chosen, of) = (seen(id, &typed), form::examiners(&typed), code.clone());
    let assign = move |tx: &mut Tx, ()| ops::assign(tx, seen, &of, &chosen);
    let assigned = carry_out(&user, &db, posted.number, Ok(()), address(id, "examiners"), assign).await;
    let said = assigned.map(|location| flash::said(&request, &location, "Đã phân công người chấm."));
    let again = async |errors| assigning_pages::show_page(&user, &db, id, &code, Some(typed), errors).await;
    or_form_again(said, again).await
}

/// POST /initiative-rounds/{id}/split
pub async fn accept_split(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    let accept = move |tx: &mut Tx, per| ops::accept_split(tx, seen, per);
    let per = form::per(typed.of("per"));
    let given = carry_out(&user, &db, posted.number, per, address(id, "examiners"), accept).await;
    let said = given.map(|location| flash::said(&request, &location, "Đã phân công theo cách chia này."));
    or_form_again(said, async |errors| assigning_pages::index_page(&user, &db, id, typed, errors).await).await
}

/// POST /initiative-rounds/{id}/scoring
pub async fn start(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let id = *id;
    let seen = seen(id, &posted.form);
    let start = move |tx: &mut Tx, ()| ops::start(tx, seen);
    let started = carry_out(&user, &db, posted.number, Ok(()), address(id, ""), start).await;
    let words = "Đã bắt đầu chấm. Người chấm thấy phiếu trong Việc cần làm.";
    let said = started.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| pages::show_page(&user, &db, id, errors).await).await
}

/// POST /initiative-rounds/{id}/conclusion
pub async fn conclude(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    let conclude = move |tx: &mut Tx, minutes: ops::Minutes| ops::conclude(tx, seen, &minutes);
    let done = carry_out(&user, &db, posted.number, form::minutes(&typed), address(id, ""), conclude).await;
    let said = done.map(|location| flash::said(&request, &location, "Đã kết luận đợt xét. Kết quả không đổi nữa."));
    or_form_again(said, async |errors| outcome_pages::conclusion_page(&user, &db, id, typed, errors).await).await
}

/// POST /initiative-rounds/{id}/draft
pub async fn draft(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    let draft = move |tx: &mut Tx, line: String| ops::draft_decision(tx, seen, &line);
    let saved = carry_out(&user, &db, posted.number, form::draft(&typed), address(id, ""), draft).await;
    let words = "Đã lập dự thảo quyết định. Người ký thấy dự thảo trong Việc cần làm.";
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| outcome_pages::draft_page(&user, &db, id, typed, errors).await).await
}

/// POST /initiative-rounds/{id}/issuance
pub async fn issue(
    request: HttpRequest,
    session: Session,
    mut user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::IssueDecision)?;
    let (typed, id) = (posted.form, *id);
    let seen = seen(id, &typed);
    pages::load(&db, &user, id).await?;
    let accepted = confirm(&mut user, &session, &db, typed.of("password"), form::issuing(&typed)).await?;
    let issue = move |tx: &mut Tx, (number, on): (String, _)| ops::issue(tx, seen, &number, on);
    let issued = carry_out(&user, &db, posted.number, accepted, address(id, ""), issue).await;
    let words = "Đã ban hành quyết định. Tác giả được báo kết quả.";
    let said = issued.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| outcome_pages::issuance_page(&user, &db, id, typed, errors).await).await
}
