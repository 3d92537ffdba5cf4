//! GET: the result of a meeting as a paper.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::view::{Meeting, PrintPage};
use crate::db::Db;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /council-results/{id}/print
pub async fn print(user: CurrentUser, id: web::Path<CouncilResultId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (it, lines) = load(&user, &db, *id).await?;
    let held_on = it.held_on;
    let head = db.read(move |conn| letterhead(conn, held_on)).await?;
    page(&PrintPage { shell: Shell::for_page(&user, Menu::Dossiers), head, it: Meeting::of(&it), lines })
}
