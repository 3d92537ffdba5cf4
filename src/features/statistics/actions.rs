//! POST: the codes of the forms.

use actix_web::{HttpRequest, HttpResponse, web};

use super::codes_page::{address, codes_page, regime_of_code};
use super::{form, ops};
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /statistics/codes/{regime}
pub async fn save_codes(
    request: HttpRequest,
    user: CurrentUser,
    regime: web::Path<String>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let regime = regime_of_code(&regime)?;
    let (typed, seen) = (posted.form.clone(), posted.form.version());
    let saved = match form::parse(&typed, regime) {
        Ok(new) => {
            let save = move |tx: &mut Tx| ops::save_codes(tx, seen, regime, &new).map(|()| address(regime));
            db.carry_out(user.actor.clone(), posted.number, save).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu mã biểu."));
    or_form_again(said, async |errors| codes_page(&user, &db, regime, Some(typed), errors).await).await
}
