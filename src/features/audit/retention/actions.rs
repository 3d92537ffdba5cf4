//! POST: the time for which access is kept.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::RetentionForm;
use super::ops::change;
use super::pages::retention_page;
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

const PATH: &str = "/admin/retention";

/// POST /admin/retention
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<RetentionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let form = posted.form;
    let seen = form.version;
    let save = move |tx: &mut Tx, months: i64| change(tx, seen, months);
    let saved = carry_out(&user, &db, posted.number, form.parse(), PATH.to_owned(), save).await;
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu thời hạn."));
    or_form_again(said, async |errors| Ok(retention_page(&user, form, errors))).await
}
