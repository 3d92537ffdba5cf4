//! GET and POST: the sources money is paid from.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::SourceForm;
use super::ops;
use super::pages::PATH;
use super::view::{SourceLine, SourcesPage};
use crate::db::{Db, Tx};
use crate::domain::date::format_date;
use crate::domain::ids::FundSourceId;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::paging;
use crate::web::posted::{Nothing, Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

const SOURCES: &str = "/funds/sources";

/// GET /funds/sources
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&sources_page(&user, &db, SourceForm::default(), FieldErrors::default()).await?)
}

/// POST /funds/sources
pub async fn add(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<SourceForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PlanFund)?;
    let form = posted.form;
    let verb = |tx: &mut Tx, name: String| ops::add_source(tx, &name);
    let added = carry_out(&user, &db, posted.number, form.parse(), SOURCES.to_owned(), verb).await;
    let said = added.map(|location| flash::said(&request, &location, "Đã thêm nguồn chi."));
    or_form_again(said, async |errors| sources_page(&user, &db, form, errors).await).await
}

/// POST /funds/sources/{id}/closure
pub async fn close(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<FundSourceId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PlanFund)?;
    let id = *id;
    let verb = move |tx: &mut Tx| ops::close_source(tx, id).map(|()| SOURCES.to_owned());
    let location = db.carry_out(user.actor.clone(), posted.number, verb).await?;
    Ok(flash::said(&request, &location, "Đã thôi dùng nguồn chi. Sổ của nguồn này giữ nguyên."))
}

async fn sources_page(user: &CurrentUser, db: &Db, form: SourceForm, errors: FieldErrors) -> AppResult<SourcesPage> {
    policy::must(user, Act::SeePayments)?;
    let sources = db.read(ops::sources).await?;
    let can_keep = policy::may(user, Act::PlanFund);
    let are_several = sources.iter().filter(|source| source.closed_on.is_none()).count() > 1;
    let line = |source: &ops::Source| {
        let can_close = can_keep && are_several && source.closed_on.is_none();
        SourceLine {
            name: source.name.clone(),
            closed_on: source.closed_on.map_or_else(String::new, format_date),
            address: paging::address(PATH, &[("source", &source.id.to_string())]),
            closure: if can_close { format!("{SOURCES}/{}/closure", source.id) } else { String::new() },
        }
    };
    Ok(SourcesPage {
        shell: Shell::for_page(user, Menu::Funds),
        lines: sources.iter().map(line).collect(),
        can_keep,
        form,
        errors,
    })
}
