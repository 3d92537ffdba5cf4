//! GET: a year's pacts, the form of one.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::PactForm;
use super::ops::{self, Filter};
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::ids::*;
use crate::domain::pact::{Side, State};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{movements, units, years};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{UnitChoices, words};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/pacts";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    /// A unit's code, or "me" for the reader's own.
    #[serde(default)]
    unit: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "pacts",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::optional("signed_on", "Ngày ký", Kind::Date),
        Column::required("targets", "Số chỉ tiêu", Kind::COUNT),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
    ],
};

/// The pact of an address; a draft is not there for those who do not prepare pacts.
pub fn find_visible(conn: &mut Connection, actor: &Actor, id: PactId) -> AppResult<ops::Pact> {
    policy::must(actor, Act::SeeResults)?;
    let pact = ops::find(conn, id)?;
    if pact.standing.state == State::Draft {
        policy::must_see(actor, Act::SeeDraftMovements)?;
    }
    Ok(pact)
}

/// [`find_visible`] on a connection of its own.
pub async fn load(db: &Db, user: &CurrentUser, id: PactId) -> AppResult<ops::Pact> {
    let actor = user.actor.clone();
    db.read(move |conn| find_visible(conn, &actor, id)).await
}

/// The draft of an address, for whoever prepares it.
///
/// # Errors
/// `Illegal` once it is offered.
pub async fn load_draft(db: &Db, user: &CurrentUser, id: PactId) -> AppResult<ops::Pact> {
    policy::must(user, Act::PrepareMovements)?;
    let pact = load(db, user, id).await?;
    if pact.standing.state == State::Draft { Ok(pact) } else { Err(AppError::Illegal) }
}

fn asked_for(
    conn: &mut Connection,
    query: &ListQuery,
    actor: &Actor,
    today: chrono::NaiveDate,
) -> AppResult<(Year, Vec<ops::Listed>)> {
    let unit = match query.unit.as_str() {
        "" => None,
        "me" => Some(actor.unit.unwrap_or(UnitId::NONE)),
        typed => units::ops::asked(conn, typed)?,
    };
    // Where no year is asked for, one's own is that of the pact which waits.
    let waiting = match unit {
        Some(unit) if query.unit == "me" && query.year.is_empty() => {
            store::year_awaiting(conn, Side::Unit, Some(unit))?
        }
        _ => None,
    };
    let year = match waiting {
        Some(year) => year,
        None => years::ops::asked_or_current(conn, &query.year, today)?,
    };
    let state = State::from_code(&query.state);
    let with_drafts = policy::may(actor, Act::SeeDraftMovements);
    Ok((year, ops::list(conn, Filter { year, unit, state, with_drafts })?))
}

/// For which side somebody signs for all units.
fn signs_for_all(actor: &Actor) -> Option<Side> {
    let sides = [Side::Agency, Side::Union];
    sides.into_iter().find(|side| policy::may(actor, Act::SignPact(*side, UnitId::NONE)))
}

/// GET /pacts
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, actor, query) = (user.today, user.actor.clone(), query.into_inner());
    let (unit, asked_page) = (query.unit.clone(), page_number(&query.page));
    let state = State::from_code(&query.state);
    let found = db.read(move |conn| {
        let (year, found) = asked_for(conn, &query, &actor, today)?;
        Ok((
            year.to_string(),
            found,
            years::ops::choices(conn)?,
            UnitChoices::among(ops::unit_choices(conn)?, &query.unit),
        ))
    });
    let (year, found, years, units) = found.await?;
    let code = state.map_or("", State::code);
    let in_address = [("year", year.as_str()), ("unit", unit.as_str()), ("state", code)];
    let named = match unit.as_str() {
        "me" => "Đơn vị tôi".to_owned(),
        code => units.named(code),
    };
    let labels = [("unit", named), ("state", state.map_or_else(String::new, |it| it.word().to_owned()))];
    let can_edit = policy::may(&user, Act::PrepareMovements);
    let signs = signs_for_all(&user).filter(|side| found.iter().any(|it| it.standing.awaits(*side)));
    let paging = Paging::new(PATH, &in_address, asked_page, found.len() as i64);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Pacts),
        chips: lists::chips(PATH, &in_address, &labels),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        has_drafts: can_edit && found.iter().any(|it| it.standing.state == State::Draft),
        lines: paging.cut(found).into_iter().map(Line::of).collect(),
        paging,
        can_edit,
        signs,
        state: code.to_owned(),
        states: words(State::WORDS),
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
    let (today, actor) = (user.today, user.actor.clone());
    let (_, found) = db.read(move |conn| asked_for(conn, &query, &actor, today)).await?;
    let row = |it: ops::Listed| -> Vec<Value> {
        vec![
            it.year.0.into(),
            it.unit_code.into(),
            it.unit_name.into(),
            it.standing.signed_on.into(),
            it.targets.into(),
            Value::Word(it.standing.state.code()),
        ]
    };
    let rows: Vec<_> = found.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /pacts/new
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareMovements)?;
    let (query, today) = (query.into_inner(), user.today);
    let unit_code = query.unit.clone();
    let year = db.read(move |conn| years::ops::asked_or_current(conn, &query.year, today)).await?;
    let form = PactForm { year: year.to_string(), unit_code, ..PactForm::default() };
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /pacts/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<PactId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let form = PactForm::of(&load_draft(&db, &user, *id).await?);
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(*id)).await?)
}

/// The form, fresh or with what is wrong; `id` when it changes an existing pact.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: PactForm,
    errors: FieldErrors,
    id: Option<PactId>,
) -> AppResult<FormPage> {
    let year = Year::parse(&form.year).unwrap_or(Year::of(user.today));
    let typed = form.unit_code.clone();
    let choices = db.read(move |conn| {
        Ok((UnitChoices::among(ops::unit_choices(conn)?, &typed), movements::ops::choices(conn, year)?))
    });
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
