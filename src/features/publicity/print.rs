//! GET: the list that is shown and the minutes of its end, as papers.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::view::{ListPaper, MinutesPaper};
use crate::db::Db;
use crate::domain::ids::PublicityId;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /publicity/{id}/print
pub async fn list(user: CurrentUser, id: web::Path<PublicityId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let shown = load(&user, &db, *id).await?;
    let opened_on = shown.period.opened_on;
    let head = db.read(move |conn| letterhead(conn, opened_on)).await?;
    page(&ListPaper { shell: Shell::for_page(&user, Menu::Publicity), head, it: shown.it, lines: shown.lines })
}

/// GET /publicity/{id}/minutes: whoever reads all objections, once it is closed.
pub async fn minutes(user: CurrentUser, id: web::Path<PublicityId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeObjections)?;
    let shown = load(&user, &db, *id).await?;
    let closed_on = shown.period.closed_on.ok_or(AppError::NotFound)?;
    let head = db.read(move |conn| letterhead(conn, closed_on)).await?;
    let head = Letterhead { number: shown.period.minutes_no.clone(), ..head };
    page(&MinutesPaper {
        shell: Shell::for_page(&user, Menu::Publicity),
        head,
        it: shown.it,
        lines: shown.lines,
        objections: shown.objections,
    })
}
