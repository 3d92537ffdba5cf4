//! GET: one's own filters, and the form that names a new one.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::store::{self, Filter};
use crate::db::Db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};
use crate::web::{local_path, page};

#[derive(Template)]
#[template(path = "filters/index.html")]
struct IndexPage {
    shell: Shell,
    filters: Vec<Filter>,
}

/// GET /account/filters
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let account = user.account.ok_or(AppError::NotFound)?;
    let filters = db.read(move |conn| store::of(conn, account)).await?;
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Elsewhere), filters })
}

/// A filter to be named, and the list it is of.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct FilterForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub address: String,
}

#[derive(Template)]
#[template(path = "filters/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub form: FilterForm,
    pub errors: FieldErrors,
}

impl NewPage {
    /// Where the reader came from.
    pub fn back(&self) -> &str {
        local_path(&self.form.address)
    }
}

/// GET /account/filters/new
pub async fn new(user: CurrentUser, query: web::Query<FilterForm>) -> AppResult<HttpResponse> {
    page(&new_page(&user, query.into_inner(), FieldErrors::default()))
}

pub fn new_page(user: &CurrentUser, form: FilterForm, errors: FieldErrors) -> NewPage {
    NewPage { shell: Shell::for_page(user, Menu::Elsewhere), form, errors }
}
