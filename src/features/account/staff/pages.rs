//! GET: who of the staff has no account.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::ops::{self, Candidate, MOST, Slip};
use crate::db::Db;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

#[derive(Template)]
#[template(path = "account/staff/index.html")]
pub struct IndexPage {
    shell: Shell,
    errors: FieldErrors,
    candidates: Vec<Candidate>,
    /// How many there are beyond those on the page.
    more: usize,
}

/// Shown once, as the answer to the POST that made the passwords.
#[derive(Template)]
#[template(path = "account/staff/slips.html")]
pub struct SlipsPage {
    pub shell: Shell,
    pub slips: Vec<Slip>,
}

/// GET /admin/accounts/staff
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &db, FieldErrors::default()).await?)
}

pub async fn index_page(user: &CurrentUser, db: &Db, errors: FieldErrors) -> AppResult<IndexPage> {
    policy::must(user, Act::KeepAccounts)?;
    let today = user.today;
    let mut candidates = db.read(move |conn| ops::candidates(conn, today)).await?;
    let more = candidates.len().saturating_sub(MOST);
    candidates.truncate(MOST);
    Ok(IndexPage { shell: Shell::for_page(user, Menu::Accounts), errors, candidates, more })
}
