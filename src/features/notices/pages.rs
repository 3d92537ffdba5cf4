//! GET: what is new, and what was.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::notice::Audience;
use crate::error::{AppError, AppResult};
use crate::policy;
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, page_number};
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    page: String,
}

/// GET /notices
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let reader = user.account.ok_or(AppError::NotFound)?;
    let audiences: Vec<String> = policy::audiences_of(&user).into_iter().map(Audience::key).collect();
    let asked = page_number(&query.page);
    let found = db.read(move |conn| {
        let paging = Paging::new("/notices", &[], asked, store::count(conn, &audiences, reader)?);
        let told = store::list(conn, &audiences, reader, (paging.offset(), PAGE_SIZE))?;
        Ok((paging, told, store::seen_up_to(conn, reader)?))
    });
    let (paging, told, seen_up_to) = found.await?;
    let newest = if user.waiting.unread_notices.count > 0 { i64::MAX } else { 0 };
    let newest = told.first().map_or(0, |it| it.id.min(newest));
    page(&IndexPage {
        lines: told.into_iter().map(|it| Line::of(it, &user, seen_up_to)).collect(),
        paging,
        newest,
        shell: Shell::for_page(&user, Menu::Notices),
    })
}
