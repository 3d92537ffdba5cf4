//! POST: the rules of logins.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::RulesForm;
use super::pages::rules_page;
use super::{LoginRules, change};
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

const PATH: &str = "/admin/login-rules";

/// POST /admin/login-rules
pub async fn save(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<RulesForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let form = posted.form;
    let seen = form.version;
    let save = move |tx: &mut Tx, new: LoginRules| change(tx, seen, &new);
    let saved = carry_out(&user, &db, posted.number, form.parse(), PATH.to_owned(), save).await;
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu chính sách mật khẩu."));
    or_form_again(said, async |errors| Ok(rules_page(&user, form, errors))).await
}
