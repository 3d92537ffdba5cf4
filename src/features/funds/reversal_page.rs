//! GET and POST: taking an entry back by another.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::ReversalForm;
use super::ops::{self, Reversal};
use super::pages::{PATH, address};
use super::store::{self, Row};
use super::view::ReversalPage;
use crate::db::{Db, Tx};
use crate::domain::date::format_date;
use crate::domain::ids::FundEntryId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// GET /funds/entries/{id}/reversal
pub async fn show(user: CurrentUser, id: web::Path<FundEntryId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let row = load(&user, &db, *id).await?;
    let form = ReversalForm { entered_on: format_date(user.today), ..ReversalForm::default() };
    page(&reversal_page(&user, row, form, FieldErrors::default()))
}

/// POST /funds/entries/{id}/reversal
pub async fn reverse(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<FundEntryId>,
    posted: Posted<ReversalForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (form, id) = (posted.form, *id);
    let row = match load(&user, &db, id).await {
        Ok(row) => Some(row),
        // Sent twice, the second copy leads where the first has led.
        Err(AppError::Illegal) => None,
        Err(other) => return Err(other),
    };
    let location = row.as_ref().map_or_else(|| PATH.to_owned(), |row| address(PATH, row.year, row.source));
    let verb = move |tx: &mut Tx, it: Reversal| ops::reverse(tx, id, &it);
    let reversed = carry_out(&user, &db, posted.number, form.parse(), location, verb).await;
    let said = reversed.map(|location| flash::said(&request, &location, "Đã ghi bút toán đảo."));
    or_form_again(said, async |errors| row.map(|row| reversal_page(&user, row, form, errors)).ok_or(AppError::Illegal))
        .await
}

/// An entry that the reader may take back, and that was not taken back before.
async fn load(user: &CurrentUser, db: &Db, id: FundEntryId) -> AppResult<Row> {
    policy::must(user, Act::SeePayments)?;
    let found = db.read(move |conn| {
        let row = store::find(conn, id)?;
        Ok((ops::is_reversible(conn, &row)?, row))
    });
    let (is_reversible, row) = found.await?;
    policy::must(user, ops::act_of(row.kind))?;
    if is_reversible { Ok(row) } else { Err(AppError::Illegal) }
}

fn reversal_page(user: &CurrentUser, row: Row, form: ReversalForm, errors: FieldErrors) -> ReversalPage {
    ReversalPage {
        shell: Shell::for_page(user, Menu::Funds),
        action: format!("/funds/entries/{}/reversal", row.id),
        back: address(PATH, row.year, row.source),
        kind: row.kind.word(),
        day: format_date(row.entered_on),
        document_no: row.document_no,
        content: row.content,
        amount: row.amount.format(),
        form,
        errors,
    }
}
