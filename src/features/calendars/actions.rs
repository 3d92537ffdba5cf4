//! POST: make or replace the secret address of one's calendar, take it back.

use std::sync::mpsc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::view::MadePage;
use crate::db::{Db, Tx};
use crate::error::AppResult;
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Nothing, Posted};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, page};

const PATH: &str = "/account/calendar";
const SHOWN_BEFORE: &str = "Địa chỉ lịch chỉ hiện một lần. Nếu chưa kịp ghi, thay địa chỉ mới.";

/// POST /account/calendar: answers with the page that shows the address once; it stands nowhere else.
pub async fn make(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (tell, told) = mpsc::channel();
    let make = move |tx: &mut Tx| {
        // Nobody listens only when the browser has gone; then the address is lost and made anew.
        let _ = tell.send(ops::make(tx)?);
        Ok(PATH.to_owned())
    };
    let location = db.carry_out(user.actor.clone(), posted.number, make).await?;
    let Ok(secret) = told.try_recv() else {
        return Ok(flash::said(&request, &location, SHOWN_BEFORE));
    };
    // The guard has let only a known name through.
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if request.app_config().secure() { "https" } else { "http" };
    let address = format!("{scheme}://{host}/calendar/{secret}.ics");
    page(&MadePage { shell: Shell::for_page(&user, Menu::Elsewhere), address })
}

/// POST /account/calendar/revocation
pub async fn revoke(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let revoke = move |tx: &mut Tx| ops::revoke(tx).map(|()| PATH.to_owned());
    let location = db.carry_out(user.actor, posted.number, revoke).await?;
    Ok(flash::said(&request, &location, "Địa chỉ lịch cũ không dùng được nữa."))
}
