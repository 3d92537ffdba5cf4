//! GET: a form, or all of a period, as papers.

use actix_web::{HttpResponse, web};

use super::counting::{fill, form_of, forms_of};
use super::pages::{Query, codes_of};
use super::paper_view::paper;
use super::view::in_address;
use crate::db::Db;
use crate::domain::law::StatisticsForm;
use crate::domain::statistics::Period;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Bundle, Format, answer};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// A form as its address names it.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Asked {
    form: String,
}

/// GET /statistics/{form}/print
pub async fn print(
    user: CurrentUser,
    asked: web::Path<Asked>,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = asked.into_inner().form;
    printed(&user, query.into_inner(), format, &db, &format!("/statistics/{form}"), move |period| {
        Ok(vec![form_of(period, &form)?])
    })
    .await
}

/// GET /statistics/print
pub async fn all(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    printed(&user, query.into_inner(), format, &db, "/statistics", |period| Ok(forms_of(period))).await
}

async fn printed(
    user: &CurrentUser,
    query: Query,
    format: Format,
    db: &Db,
    path: &str,
    which: impl FnOnce(&Period) -> AppResult<Vec<&'static StatisticsForm>> + Send + 'static,
) -> AppResult<HttpResponse> {
    policy::must(user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let period = query.period(conn, today)?;
        let forms = which(&period)?;
        Ok((period, fill(conn, period, &forms)?, codes_of(conn, &period)?, letterhead(conn, today)?))
    });
    let (period, filled, codes, head) = found.await?;
    let query = address("", &in_address(&period, &period.year.to_string()));
    let title = match filled.as_slice() {
        [one] => format!("{} năm {}", one.form.title, period.year),
        _ => format!("Biểu thống kê thi đua, khen thưởng năm {}", period.year),
    };
    let bundle = Bundle {
        title,
        papers: filled.iter().map(|it| paper(&head, it, &codes, today)).collect(),
        empty: "Năm này không có biểu thống kê nào.",
        back: format!("{path}{query}"),
        address: format!("{path}/print"),
        query,
    };
    answer(format, Shell::for_page(user, Menu::Statistics), bundle).await
}
