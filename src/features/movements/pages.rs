//! GET: a year's movements, one of them, its form.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::MovementForm;
use super::ops;
use super::view::*;
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::ids::MovementId;
use crate::error::{AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const PATH: &str = "/movements";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct YearQuery {
    #[serde(default)]
    year: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "movements",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("name", "Tên phong trào", Kind::Line),
        Column::required("launched_by", "Người phát động", Kind::Line),
        Column::optional("document_number", "Số văn bản", Kind::Line),
        Column::required("starts_on", "Ngày bắt đầu", Kind::Date),
        Column::required("ends_on", "Ngày kết thúc", Kind::Date),
        Column::optional("aims", "Mục tiêu", Kind::Paragraphs),
    ],
};

/// GET /movements
pub async fn index(user: CurrentUser, query: web::Query<YearQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, ops::of_year(conn, year)?))
    });
    let (year, years, found) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Movements),
        year: year.to_string(),
        years,
        lines: found.into_iter().map(Detail::of).collect(),
        can_edit: policy::may(&user, Act::PrepareMovements),
    })
}

/// GET /movements.csv, /movements.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<YearQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        ops::of_year(conn, year)
    });
    let row = |it: ops::Movement| -> Vec<Value> {
        let it = it.content;
        vec![
            it.year.0.into(),
            it.name.into(),
            it.launched_by.into(),
            it.document_number.into(),
            it.starts_on.into(),
            it.ends_on.into(),
            it.aims.into(),
        ]
    };
    let rows: Vec<_> = found.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, &rows)
}

/// GET /movements/{id}
pub async fn show(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let id = *id;
    let (it, history) =
        db.read(move |conn| Ok((ops::find(conn, id)?, history::of(conn, Object::Movement(id))?))).await?;
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Movements),
        it: Detail::of(it),
        can_edit: policy::may(&user, Act::PrepareMovements),
        history,
    })
}

/// GET /movements/new
pub async fn new(user: CurrentUser, query: web::Query<YearQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let (asked, today) = (query.into_inner().year, user.today);
    let year = db.read(move |conn| years::ops::asked_or_current(conn, &asked, today)).await?;
    let form = MovementForm { year: year.to_string(), launched_by: user.agency.clone(), ..MovementForm::default() };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /movements/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let id = *id;
    let form = MovementForm::of(db.read(move |conn| ops::find(conn, id)).await?);
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(id)).await?)
}

/// The form, fresh or with what is wrong; `id` when it changes an existing movement.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: MovementForm,
    errors: FieldErrors,
    id: Option<MovementId>,
) -> AppResult<FormPage> {
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Movements),
        action: id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}")),
        is_new: id.is_none(),
        form,
        errors,
        years: db.read(years::ops::choices).await?,
    })
}
