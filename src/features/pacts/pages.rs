//! GET: a year's pacts, one of them, its form.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::filled;
use super::ops;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::features::{movements, units, years};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::lists::{self, FileKind};
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const PATH: &str = "/pacts";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "pacts",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::optional("signed_on", "Ngày ký", Kind::Date),
        Column::required("targets", "Số chỉ tiêu", Kind::COUNT),
    ],
};

fn asked_for(
    conn: &mut Connection,
    query: &ListQuery,
    today: chrono::NaiveDate,
) -> AppResult<(Year, Vec<ops::Listed>)> {
    let year = years::ops::asked_or_current(conn, &query.year, today)?;
    let unit = match query.unit.as_str() {
        "" => None,
        code => Some(units::ops::by_code(conn, code)?.unwrap_or(UnitId::NONE)),
    };
    Ok((year, ops::of_year(conn, year, unit)?))
}

/// GET /pacts
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, query) = (user.today, query.into_inner());
    let unit = query.unit.clone();
    let found = db.read(move |conn| {
        let (year, found) = asked_for(conn, &query, today)?;
        Ok((year.to_string(), found, years::ops::choices(conn)?, ops::unit_choices(conn)?))
    });
    let (year, found, years, units) = found.await?;
    let in_address = [("year", year.as_str()), ("unit", unit.as_str())];
    let named = units.iter().find(|choice| choice.value == unit).map_or_else(String::new, |it| it.label.clone());
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Pacts),
        chips: lists::chips(PATH, &in_address, &[("unit", named)]),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        lines: found.into_iter().map(Line::of).collect(),
        can_edit: policy::may(&user, Act::PrepareMovements),
        year,
        unit,
        years,
        units,
    })
}

/// GET /pacts.csv, /pacts.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let (_, found) = db.read(move |conn| asked_for(conn, &query, today)).await?;
    let row = |it: ops::Listed| -> Vec<Value> {
        vec![it.year.0.into(), it.unit_code.into(), it.unit_name.into(), it.signed_on.into(), it.targets.into()]
    };
    let rows: Vec<_> = found.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, &rows)
}

/// GET /pacts/{id}
pub async fn show(user: CurrentUser, id: web::Path<PactId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let id = *id;
    let (it, history) = db.read(move |conn| Ok((ops::find(conn, id)?, history::of(conn, Object::Pact(id))?))).await?;
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Pacts),
        it: Detail::of(it),
        can_edit: policy::may(&user, Act::PrepareMovements),
        history,
    })
}

/// GET /pacts/new
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let (query, today) = (query.into_inner(), user.today);
    let mut form = TypedFields::default();
    form.set("unit_code", query.unit);
    let year = db.read(move |conn| years::ops::asked_or_current(conn, &query.year, today)).await?;
    form.set("year", year.to_string());
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /pacts/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<PactId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let id = *id;
    let form = filled(&db.read(move |conn| ops::find(conn, id)).await?);
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(id)).await?)
}

/// The form, fresh or with what is wrong; `id` when it changes an existing pact.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: TypedFields,
    errors: FieldErrors,
    id: Option<PactId>,
) -> AppResult<FormPage> {
    let year = Year::parse(form.of("year")).unwrap_or(Year::of(user.today));
    let choices = db.read(move |conn| Ok((ops::unit_choices(conn)?, movements::ops::choices(conn, year)?)));
    let (units, movements) = choices.await?;
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Pacts),
        action: id.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}")),
        is_new: id.is_none(),
        form,
        errors,
        units,
        movements,
    })
}
