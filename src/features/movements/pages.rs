//! GET: a year's movements, the form of one.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::MovementForm;
use super::ops;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::ids::MovementId;
use crate::domain::movement::{Origin, Standing, State};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/movements";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    /// How it stands today.
    #[serde(default)]
    state: String,
    /// A new one of a higher level.
    #[serde(default)]
    origin: String,
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
        Column::required("state", "Trạng thái", Kind::Word(|| Standing::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("higher_document", "Văn bản của cấp trên", Kind::Line),
    ],
};

/// The movement of an address; a draft is not there for those who do not prepare or launch it.
pub fn find_visible(conn: &mut Connection, actor: &Actor, id: MovementId) -> AppResult<ops::Movement> {
    policy::must(actor, Act::SeeResults)?;
    let movement = ops::find(conn, id)?;
    if movement.state == State::Draft {
        policy::must_see(actor, Act::SeeDraftMovements)?;
    }
    Ok(movement)
}

/// [`find_visible`] on a connection of its own.
pub async fn load(db: &Db, user: &CurrentUser, id: MovementId) -> AppResult<ops::Movement> {
    let actor = user.actor.clone();
    db.read(move |conn| find_visible(conn, &actor, id)).await
}

/// The draft of an address, for whoever prepares it.
///
/// # Errors
/// `Illegal` once it is launched.
pub async fn load_draft(db: &Db, user: &CurrentUser, id: MovementId) -> AppResult<ops::Movement> {
    policy::must(user, Act::PrepareMovements)?;
    let movement = load(db, user, id).await?;
    if movement.state == State::Draft { Ok(movement) } else { Err(AppError::Illegal) }
}

fn asked_for(
    conn: &mut Connection,
    query: &ListQuery,
    user: &Actor,
    today: chrono::NaiveDate,
) -> AppResult<(Year, Vec<ops::Movement>)> {
    let year = years::ops::asked_or_current(conn, &query.year, today)?;
    let mut found = ops::of_year(conn, year, policy::may(user, Act::SeeDraftMovements))?;
    if let Some(standing) = Standing::from_code(&query.state) {
        found.retain(|it| it.standing(today) == standing);
    }
    Ok((year, found))
}

/// GET /movements
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, actor, query) = (user.today, user.actor.clone(), query.into_inner());
    let standing = Standing::from_code(&query.state);
    let found = db.read(move |conn| {
        let (year, found) = asked_for(conn, &query, &actor, today)?;
        Ok((year.to_string(), years::ops::choices(conn)?, found))
    });
    let (year, years, found) = found.await?;
    let state = standing.map_or("", Standing::code);
    let in_address = [("year", year.as_str()), ("state", state)];
    let named = standing.map_or_else(String::new, |it| it.word().to_owned());
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Movements),
        chips: lists::chips(PATH, &in_address, &[("state", named)]),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        state: state.to_owned(),
        years,
        states: words(Standing::WORDS),
        lines: found.into_iter().map(|it| Detail::of(it, today)).collect(),
        can_edit: policy::may(&user, Act::PrepareMovements),
        year,
    })
}

/// GET /movements.csv, /movements.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, actor) = (user.today, user.actor.clone());
    let found = db.read(move |conn| asked_for(conn, &query, &actor, today).map(|(_, found)| found));
    let row = |it: ops::Movement| -> Vec<Value> {
        let standing = it.standing(today);
        let it = it.content;
        vec![
            it.year.0.into(),
            it.name.into(),
            it.launched_by.into(),
            it.document_number.into(),
            it.starts_on.into(),
            it.ends_on.into(),
            it.aims.into(),
            Value::Word(standing.code()),
            it.higher_document.into(),
        ]
    };
    let rows: Vec<_> = found.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /movements/new
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let (query, today) = (query.into_inner(), user.today);
    let origin = Origin::from_code(&query.origin).unwrap_or(Origin::Own);
    let year = db.read(move |conn| years::ops::asked_or_current(conn, &query.year, today)).await?;
    let launched_by = if origin == Origin::Own { user.agency.clone() } else { String::new() };
    let form = MovementForm {
        year: year.to_string(),
        origin: origin.code().to_owned(),
        launched_by,
        ..MovementForm::default()
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /movements/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<MovementId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let form = MovementForm::of(load_draft(&db, &user, id).await?);
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
        origins: words(Origin::WORDS),
    })
}
