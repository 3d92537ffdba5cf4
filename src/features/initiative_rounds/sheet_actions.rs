//! POST: fill in a sheet, send it, declare a conflict, open it again, put somebody in the place of the recused.

use actix_web::{HttpRequest, HttpResponse, web};

use super::assigning_pages;
use super::ops::{self, Needs, SeenSheet};
use super::sheet_form as form;
use super::sheet_pages::{load, show_page};
use super::sheet_store;
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

type Id = web::Path<InitiativeSheetId>;
type Typed = Posted<TypedFields>;

fn seen(id: InitiativeSheetId, typed: &TypedFields) -> SeenSheet {
    SeenSheet { id, version: typed.version() }
}

/// POST /initiative-sheets/{id}: "Lưu nháp" keeps it, "Gửi phiếu" closes it.
pub async fn score(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    let (board, _) = load(&db, &user, id).await?;
    let needs = if typed.has("draft") { Needs::Nothing } else { Needs::All };
    let seen = seen(id, &typed);
    let location = match needs {
        Needs::Nothing => format!("/initiative-sheets/{id}"),
        Needs::All => format!("/initiative-sheets?year={}", board.round.year),
    };
    let scored = form::scored(&typed, board.round.sheet()?, needs);
    let score = move |tx: &mut Tx, scored| ops::score(tx, seen, &scored, needs);
    let saved = carry_out(&user, &db, posted.number, scored, location, score).await;
    let words = if needs == Needs::All { "Đã gửi phiếu chấm." } else { "Đã lưu nháp phiếu chấm." };
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| show_page(&user, &db, id, Some(typed), errors).await).await
}

/// POST /initiative-sheets/{id}/recusal
pub async fn recuse(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (typed, id) = (posted.form, *id);
    let (board, _) = load(&db, &user, id).await?;
    let (seen, location) = (seen(id, &typed), format!("/initiative-sheets?year={}", board.round.year));
    let recuse = move |tx: &mut Tx, reason: String| ops::recuse(tx, seen, &reason);
    let recused = carry_out(&user, &db, posted.number, form::conflict(&typed), location, recuse).await;
    let said = recused.map(|location| flash::said(&request, &location, "Đã ghi xin không chấm. Thường trực được báo."));
    or_form_again(said, async |errors| show_page(&user, &db, id, Some(typed), errors).await).await
}

/// Where the secretariat looks after the examiners of one initiative.
async fn assigning(db: &Db, id: InitiativeSheetId) -> AppResult<(InitiativeRoundId, String)> {
    db.read(move |conn| {
        let sheet = sheet_store::find(conn, id)?;
        let board = super::board::Board::load(conn, sheet.round)?;
        Ok((sheet.round, board.item(sheet.initiative)?.head.code.clone()))
    })
    .await
}

/// POST /initiative-sheets/{id}/reopening
pub async fn reopen(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let (round, code) = assigning(&db, id).await?;
    let (seen, location) = (seen(id, &typed), format!("/initiative-rounds/{round}/examiners"));
    let reopen = move |tx: &mut Tx, reason: String| ops::reopen(tx, seen, &reason);
    let reopened = carry_out(&user, &db, posted.number, form::reopening(&typed), location, reopen).await;
    let said = reopened.map(|location| flash::said(&request, &location, "Đã mở lại phiếu. Người chấm được báo."));
    let again = async |errors| assigning_pages::show_page(&user, &db, round, &code, None, errors).await;
    or_form_again(said, again).await
}

/// POST /initiative-sheets/{id}/replacement
pub async fn replace(
    request: HttpRequest,
    user: CurrentUser,
    id: Id,
    posted: Typed,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepRounds)?;
    let (typed, id) = (posted.form, *id);
    let (round, code) = assigning(&db, id).await?;
    let (seen, location) = (seen(id, &typed), format!("/initiative-rounds/{round}/examiners"));
    let substitute = typed.of("substitute").parse().map(PersonId);
    let substitute = substitute.map_err(|_| FieldErrors::one("substitute", "Chọn người chấm thay."));
    let replace = move |tx: &mut Tx, person| ops::replace(tx, seen, person);
    let replaced = carry_out(&user, &db, posted.number, substitute, location, replace).await;
    let said = replaced.map(|location| flash::said(&request, &location, "Đã cử người chấm thay."));
    let again = async |errors| assigning_pages::show_page(&user, &db, round, &code, None, errors).await;
    or_form_again(said, again).await
}
