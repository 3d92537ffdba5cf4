//! The check before one signs a pact, the signing itself, and the page on which it is taken back.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::form::ActForm;
use super::ops::{self, Seen};
use super::pages::{find_visible, load};
use super::show::target_lines;
use super::view::{Detail, SignatureLine, SigningPage, WithdrawalPage};
use crate::db::{Db, Tx};
use crate::domain::ids::PactId;
use crate::domain::pact::{Side, State};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::targets::ops::{self as targets, Owner};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct SideQuery {
    #[serde(default)]
    side: String,
}

/// GET /pacts/{id}/signing: all of what will be signed.
pub async fn check(
    user: CurrentUser,
    id: web::Path<PactId>,
    query: web::Query<SideQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    let asked = Side::from_code(&query.side);
    let signs = |side: &Side| policy::may(&user, Act::SignPact(*side, it.content.unit));
    let side = asked.or_else(|| Side::ALL.iter().copied().find(signs)).unwrap_or(Side::Unit);
    let form = ActForm { version: it.version, side: side.code().to_owned(), ..ActForm::default() };
    page(&signing_page(&user, &db, *id, side, form, FieldErrors::default()).await?)
}

async fn signing_page(
    user: &CurrentUser,
    db: &Db,
    id: PactId,
    side: Side,
    form: ActForm,
    errors: FieldErrors,
) -> AppResult<SigningPage> {
    let (actor, today, shell) = (user.actor.clone(), user.today, Shell::for_page(user, Menu::Pacts));
    db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        policy::must(&actor, Act::SignPact(side, it.content.unit))?;
        if !it.standing.awaits(side) {
            return Err(AppError::Illegal);
        }
        let found = targets::of(conn, Owner::Pact(id))?;
        let all = ops::signatures_of(conn, id)?;
        let valid = all.iter().filter(|signature| signature.edition == it.standing.edition);
        Ok(SigningPage {
            shell,
            side,
            form,
            errors,
            targets: target_lines(conn, &it, &found, &[], &[], today)?,
            signatures: valid.map(SignatureLine::of).collect(),
            it: Detail::of(it),
        })
    })
    .await
}

/// POST /pacts/{id}/signing
pub async fn sign(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<PactId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let it = load(&db, &user, id).await?;
    let form = posted.form;
    let side =
        Side::from_code(&form.side).ok_or(AppError::BadRequest("Chưa chọn ký thay bên nào. Mở lại trang ký."))?;
    policy::must(&user, Act::SignPact(side, it.content.unit))?;
    let seen = Seen { id, version: form.version };
    let sign = move |tx: &mut Tx| ops::sign(tx, seen, side).map(|()| format!("/pacts/{id}"));
    let signed = db.carry_out(user.actor.clone(), posted.number, sign).await;
    let said = signed.map(|location| flash::said(&request, &location, "Đã ký giao ước."));
    or_form_again(said, async |errors| signing_page(&user, &db, id, side, form, errors).await).await
}

/// GET /pacts/{id}/withdrawal
pub async fn withdrawal(user: CurrentUser, id: web::Path<PactId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let version = load(&db, &user, *id).await?.version;
    let form = ActForm { version, ..ActForm::default() };
    page(&withdrawal_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// The page on which a pact is taken back, fresh or with what is wrong.
pub async fn withdrawal_page(
    user: &CurrentUser,
    db: &Db,
    id: PactId,
    form: ActForm,
    errors: FieldErrors,
) -> AppResult<WithdrawalPage> {
    policy::must(user, Act::PrepareMovements)?;
    let (actor, shell) = (user.actor.clone(), Shell::for_page(user, Menu::Pacts));
    db.read(move |conn| {
        let it = find_visible(conn, &actor, id)?;
        if it.standing.state == State::Draft {
            return Err(AppError::Illegal);
        }
        let all = ops::signatures_of(conn, id)?;
        let valid = all.iter().filter(|signature| signature.edition == it.standing.edition);
        Ok(WithdrawalPage {
            shell,
            signatures: valid.map(SignatureLine::of).collect(),
            it: Detail::of(it),
            form,
            errors,
        })
    })
    .await
}
