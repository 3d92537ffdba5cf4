//! POST: propose for a unit, confirm.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::SheetForm;
use super::ops;
use super::pages::{PATH, sheet_page, unit_of};
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::paging::address;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /interim-results/proposal
pub async fn propose(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<SheetForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let sent = form.clone();
    let propose = move |tx: &mut Tx| {
        let year = sent.year()?;
        let unit = unit_of(tx.conn, &sent.unit)?.ok_or(AppError::NotFound)?;
        policy::must(tx.actor, Act::ProposeInterimResults(unit))?;
        ops::must_be_as_seen(tx.conn, year, Some(unit), &sent.version)?;
        ops::propose(tx, year, unit, &sent.subject)?;
        Ok(address(PATH, &[("year", &sent.year), ("unit", &sent.unit)]))
    };
    let proposed = db.carry_out(user.actor.clone(), posted.number, propose).await;
    let said = proposed.map(|location| flash::said(&request, &location, "Đã gửi đề nghị kết quả sơ kết."));
    let again = async |errors| {
        let sheet = sheet_page(&user, &db, &form.year, &form.unit).await?;
        Ok(sheet.again(&form.subject, errors))
    };
    or_form_again(said, again).await
}

/// POST /interim-results/confirmation: of one unit, or of all that proposed.
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<SheetForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let confirm = move |tx: &mut Tx| {
        let year = form.year()?;
        policy::must(tx.actor, Act::ConfirmInterimResults)?;
        let unit = unit_of(tx.conn, &form.unit)?;
        ops::must_be_as_seen(tx.conn, year, unit, &form.version)?;
        ops::confirm(tx, year, unit)?;
        Ok(address(PATH, &[("year", &form.year), ("unit", &form.unit)]))
    };
    let location = db.carry_out(user.actor, posted.number, confirm).await?;
    Ok(flash::said(&request, &location, "Đã xác nhận kết quả sơ kết."))
}
