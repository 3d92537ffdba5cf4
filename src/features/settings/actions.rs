//! POST: the agency's data change.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::AgencyForm;
use super::ops;
use super::pages::agency_page;
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /admin/agency
pub async fn change(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<AgencyForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    let (form, seen) = (posted.form.clone(), posted.form.version);
    let saved = match form.parse() {
        Ok(new) => {
            let change = move |tx: &mut Tx| ops::change_agency(tx, seen, &new).map(|()| "/admin/agency".to_owned());
            db.carry_out(user.actor.clone(), posted.number, change).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã lưu thông tin cơ quan."));
    or_form_again(said, async |errors| agency_page(&user, &db, Some(form), errors).await).await
}
