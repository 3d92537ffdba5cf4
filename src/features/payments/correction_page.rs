//! GET and POST: putting right an amount that was entered as paid.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::CorrectionForm;
use super::money::{self, Correction};
use super::pages::PATH;
use super::view::{CorrectionPage, MoneyView};
use crate::db::{Db, Tx};
use crate::domain::date::format_date;
use crate::domain::dossier::State;
use crate::domain::ids::DossierId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::Seen;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// GET /payments/{id}/correction
pub async fn show(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = CorrectionForm { corrected_on: format_date(user.today), ..CorrectionForm::default() };
    page(&correction_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// POST /payments/{id}/correction
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DossierId>,
    posted: Posted<CorrectionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterPayments)?;
    let (form, id) = (posted.form, *id);
    let seen = Seen { id, version: form.version };
    let verb = move |tx: &mut Tx, it: Correction| money::correct(tx, seen, &it);
    let saved = carry_out(&user, &db, posted.number, form.parse(), PATH.to_owned(), verb).await;
    let said =
        saved.map(|location| flash::said(&request, &location, "Đã sửa số tiền đã chi; chênh lệch đã vào sổ quỹ."));
    or_form_again(said, async |errors| correction_page(&user, &db, id, form, errors).await).await
}

async fn correction_page(
    user: &CurrentUser,
    db: &Db,
    id: DossierId,
    mut form: CorrectionForm,
    errors: FieldErrors,
) -> AppResult<CorrectionPage> {
    policy::must(user, Act::EnterPayments)?;
    let found = db.read(move |conn| money::of(conn, id)).await?;
    if found.row.state != State::Paid {
        return Err(AppError::Illegal);
    }
    if errors.is_empty() {
        form.version = found.row.version;
    }
    Ok(CorrectionPage { shell: Shell::for_page(user, Menu::Payments), it: MoneyView::of(&found, true), form, errors })
}
