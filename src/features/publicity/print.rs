//! GET: the list that is shown and the minutes of its end, as papers.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::paper_view;
use crate::db::Db;
use crate::domain::ids::PublicityId;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Bundle, Format, Paper, answer};
use crate::policy::{self, Act};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<ById<PublicityId>>;

/// GET /publicity/{id}/print
pub async fn list(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let shown = load(&user, &db, id.id).await?;
    let opened_on = shown.period.opened_on;
    let head = db.read(move |conn| letterhead(conn, opened_on)).await?;
    let title = format!("Danh sách niêm yết {}", shown.it.opened_on);
    let paper = paper_view::notice(&head, &shown.it, shown.lines);
    answer(format, Shell::for_page(&user, Menu::Publicity), bundle(id.id, title, "print", paper)).await
}

/// GET /publicity/{id}/minutes: whoever reads all objections, once it is closed.
pub async fn minutes(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeObjections)?;
    let shown = load(&user, &db, id.id).await?;
    let closed_on = shown.period.closed_on.ok_or(AppError::NotFound)?;
    let head = db.read(move |conn| letterhead(conn, closed_on)).await?;
    let head = Letterhead { number: shown.period.minutes_no.clone(), ..head };
    let title = format!("Biên bản kết thúc niêm yết {}", shown.it.minutes_no);
    let paper = paper_view::minutes(&head, &shown.it, shown.lines, shown.objections);
    answer(format, Shell::for_page(&user, Menu::Publicity), bundle(id.id, title, "minutes", paper)).await
}

fn bundle(id: PublicityId, title: String, page: &str, paper: Paper) -> Bundle {
    Bundle {
        title,
        papers: vec![paper],
        empty: "",
        back: format!("/publicity/{id}"),
        address: format!("/publicity/{id}/{page}"),
        query: String::new(),
    }
}
