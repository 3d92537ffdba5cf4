//! POST: keep a filter, drop one.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::pages::{FilterForm, new_page};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::web::current_user::CurrentUser;
use crate::web::forms::Check;
use crate::web::posted::{Nothing, Posted, carry_out};
use crate::web::{flash, or_form_again};

const LIST: &str = "/account/filters";
/// Longest name, in characters.
const NAME: usize = 100;

/// POST /account/filters: kept, and back to the list it is of.
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<FilterForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let mut check = Check::new();
    let name = check.line("name", &form.name, NAME, "Đặt tên cho bộ lọc, ví dụ “Hồ sơ phòng tôi năm nay”.");
    let accepted = check.finish(|| Some((name, form.address.clone())));
    let save = |tx: &mut Tx, (name, address): (String, String)| ops::save(tx, &name, &address);
    let saved = carry_out(&user, &db, posted.number, accepted, form.address.clone(), save).await;
    let words = "Đã lưu bộ lọc. Mở lại trong Bộ lọc đã lưu, dưới tên của đồng chí.";
    let said = saved.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| Ok(new_page(&user, form, errors))).await
}

/// POST /account/filters/{id}/removal
pub async fn remove(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<FilterId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = *id;
    let remove = move |tx: &mut Tx, ()| ops::remove(tx, id);
    let location = carry_out(&user, &db, posted.number, Ok(()), LIST.to_owned(), remove).await?;
    Ok(flash::said(&request, &location, "Đã bỏ bộ lọc."))
}
