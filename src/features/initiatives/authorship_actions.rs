//! POST: the co-authors are asked, and answer.

use actix_web::{HttpRequest, HttpResponse, web};

use super::actions::{Code, carry_out};
use super::form::PaperForm;
use super::ops;
use super::pages::{Typed, show_page};
use super::view::address_of;
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::steps::StepForm;
use crate::web::{flash, or_form_again};

/// POST /initiatives/{code}/confirmation-request
pub async fn ask(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (version, check_page) = (posted.form.version, format!("{}/filing", address_of(&code)));
    let location = carry_out(&user, &db, posted.number, &code, version, check_page, ops::ask).await?;
    Ok(flash::said(&request, &location, "Đã gửi đồng tác giả xác nhận."))
}

/// POST /initiatives/{code}/confirmation
pub async fn confirm(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (version, page) = (posted.form.version, address_of(&code));
    let location = carry_out(&user, &db, posted.number, &code, version, page, ops::confirm).await?;
    Ok(flash::said(&request, &location, "Đã xác nhận đồng chí là đồng tác giả."))
}

/// POST /initiatives/{code}/refusal: with a reason, which the other authors read.
pub async fn refuse(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<StepForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let step = posted.form;
    let saved = match step.parse_reason(&[]) {
        Ok(reason) => {
            let refuse = move |tx: &mut Tx, seen| ops::refuse(tx, seen, &reason);
            carry_out(&user, &db, posted.number, &code, step.version, address_of(&code), refuse).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi không đồng ý đứng tên."));
    let typed = Typed { step, ..Typed::default() };
    or_form_again(said, async |errors| show_page(&user, &db, &code, typed, errors).await).await
}

/// POST /initiatives/{code}/paper-confirmation
pub async fn confirm_on_paper(
    request: HttpRequest,
    user: CurrentUser,
    code: Code,
    posted: Posted<PaperForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let saved = match form.parse() {
        Ok((author, paper)) => {
            let confirm = move |tx: &mut Tx, seen| ops::confirm_on_paper(tx, seen, &author, &paper);
            carry_out(&user, &db, posted.number, &code, form.version, address_of(&code), confirm).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi xác nhận bằng giấy."));
    let typed = Typed { paper: form, ..Typed::default() };
    or_form_again(said, async |errors| show_page(&user, &db, &code, typed, errors).await).await
}
