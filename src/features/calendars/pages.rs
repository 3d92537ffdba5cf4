//! GET: one's own calendar address, and the calendar itself, which needs no login but its secret.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::events;
use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::date::format_date_time;
use crate::domain::ics;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::web::current_user::{CurrentUser, actor_of};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /account/calendar
pub async fn own(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let account = user.account.ok_or(AppError::NotFound)?;
    let made_at = db.read(move |conn| store::made_at(conn, account)).await?;
    page(&OwnPage {
        shell: Shell::for_page(&user, Menu::Elsewhere),
        made_at: made_at.map_or_else(String::new, |at| format_date_time(at.and_utc())),
    })
}

/// GET /calendar/{secret}.ics: an unknown secret and a locked account are alike not found.
pub async fn feed(secret: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (now, today, hash) = (db.clock.now(), db.clock.today(), sha256(secret.as_bytes()));
    let found = db.read(move |conn| {
        let account = store::account_of(conn, &hash)?;
        let actor = actor_of(conn, account)?;
        events::of(conn, &actor, today)
    });
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(ics::write("Thi đua, khen thưởng", now, &found.await?)))
}
