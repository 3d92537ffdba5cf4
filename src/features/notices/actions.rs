//! POST: mark as seen.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult};
use crate::web::current_user::CurrentUser;
use crate::web::flash;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;

const LIST: &str = "/notices";

/// POST /notices/seen
pub async fn mark_seen(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let up_to: i64 = posted.form.of("up_to").parse().map_err(|_| {
        AppError::BadRequest("Không rõ đã xem đến thông báo nào. Mở lại trang Thông báo rồi đánh dấu lại.")
    })?;
    let mark = move |tx: &mut Tx| ops::mark_seen(tx, up_to).map(|()| LIST.to_owned());
    let location = db.carry_out(user.actor, posted.number, mark).await?;
    Ok(flash::said(&request, &location, "Đã đánh dấu là đã xem."))
}
