//! GET: the guides, and one of them. Everybody who is logged in reads them all: whoever stands in for somebody else
//! must know how.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::guides::Guide;
use crate::error::{AppError, AppResult};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

#[derive(Template)]
#[template(path = "help/index.html")]
struct IndexPage {
    shell: Shell,
    own: Vec<Guide>,
    others: Vec<Guide>,
}

/// GET /help
pub async fn index(user: CurrentUser) -> AppResult<HttpResponse> {
    let (own, others) = Guide::for_reader(&user);
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Elsewhere), own, others })
}

#[derive(Template)]
#[template(path = "help/guide.html")]
struct GuidePage {
    shell: Shell,
    guide: Guide,
}

/// GET /help/{guide}
pub async fn show(user: CurrentUser, guide: web::Path<String>) -> AppResult<HttpResponse> {
    let guide = Guide::from_code(&guide).ok_or(AppError::NotFound)?;
    page(&GuidePage { shell: Shell::for_page(&user, Menu::Elsewhere), guide })
}
