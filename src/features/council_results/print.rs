//! GET: the result of a meeting as a paper.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::paper_view::result;
use super::view::Meeting;
use crate::db::Db;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Bundle, Format, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /council-results/{id}/print
pub async fn print(
    user: CurrentUser,
    id: web::Path<ById<CouncilResultId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (it, lines) = load(&user, &db, id.id).await?;
    let held_on = it.held_on;
    let head = db.read(move |conn| letterhead(conn, held_on)).await?;
    let bundle = Bundle {
        title: format!("Kết quả bỏ phiếu, biên bản {}", it.minutes_no),
        papers: vec![result(&head, &Meeting::of(&it), lines)],
        empty: "",
        back: format!("/council-results/{}", id.id),
        address: format!("/council-results/{}/print", id.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Dossiers), bundle).await
}
