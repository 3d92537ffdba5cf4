//! GET: the staff list, one person's record, the forms.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::form::{LeavingForm, PersonForm, TransferForm};
use super::list::{self, Filter, MOST_HITS, Row, Service};
use super::ops::mask;
use super::record::streak;
use super::records::People;
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::event::Object;
use crate::domain::subject::{Gender, StaffKind};
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::units;
use crate::policy::{self, Act, Actor, Scope};
use crate::records::Records;
use crate::sheets::Value;
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const PATH: &str = "/people";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    state: String,
    /// A day: who was there then, in the unit of then.
    #[serde(default)]
    on: String,
    #[serde(default)]
    page: String,
}

impl ListQuery {
    fn on(&self) -> Option<NaiveDate> {
        self.on.parse().ok().or_else(|| date::parse_date(&self.on).ok())
    }
}

/// GET /people
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let query = query.into_inner();
    let wanted = filter_of(&user, &query, MOST_HITS + 1)?;
    let asked = query.clone();
    let found = db.read(move |conn| {
        let filter = in_unit(conn, wanted, &asked)?;
        let page = page_number(&asked.page);
        let (rows, total, has_more) = list::page(conn, &filter, page)?;
        let paging = Paging::new(PATH, &in_address(&asked), page, total);
        Ok((units::ops::choices(conn, &asked.unit)?, has_more, paging, rows))
    });
    let (units, has_more, paging, rows) = found.await?;
    let filter = FilterBar {
        q: query.q.clone(),
        unit: query.unit.clone(),
        state: query.state.clone(),
        on: query.on().map_or_else(String::new, date::format_date),
        units,
    };
    page(&IndexPage {
        chips: lists::chips(PATH, &in_address(&query), &filter.labels()),
        files: address("", &in_address(&query)),
        lines: rows.into_iter().map(|row| Line::of(row, user.today)).collect(),
        has_more,
        can_edit: policy::may(&user, Act::KeepPeople),
        shell: Shell::for_page(&user, Menu::People),
        paging,
        filter,
    })
}

/// GET /people.csv, /people.xlsx. Only those who keep the staff list get whole national ids.
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let query = query.into_inner();
    let wanted = filter_of(&user, &query, -1)?;
    let keeps_people = policy::may(&user, Act::KeepPeople);
    let rows = db.read(move |conn| {
        let filter = in_unit(conn, wanted, &query)?;
        list::all(conn, &filter)
    });
    let rows = rows.await?;
    let rows: Vec<_> = rows.into_iter().map(|row| values(row, keeps_people)).collect();
    lists::personal_file(&db, user.actor, "Cán bộ", kind.into_inner(), People::FORMAT, rows).await
}

fn values(row: Row, keeps_people: bool) -> Vec<Value> {
    let national_id = if keeps_people { row.national_id } else { mask(&row.national_id) };
    vec![
        row.code.into(),
        row.full_name.into(),
        Value::Word(row.gender.code()),
        row.birth_date.into(),
        row.unit_code.into(),
        row.position.into(),
        Value::Word(row.staff_kind.code()),
        row.joined_on.into(),
        row.left_on.into(),
        national_id.into(),
    ]
}

fn filter_of(user: &CurrentUser, query: &ListQuery, most_hits: i64) -> AppResult<Filter> {
    let scope = policy::people_of(user);
    if scope == Scope::Nothing {
        return Err(AppError::Denied);
    }
    let service = Service::from_code(&query.state);
    Ok(Filter {
        scope,
        unit: None,
        service,
        on: query.on(),
        q: query.q.trim().to_owned(),
        most_hits,
        today: user.today,
    })
}

/// With the unit of the address; an unknown code finds nobody.
fn in_unit(conn: &mut Connection, filter: Filter, query: &ListQuery) -> AppResult<Filter> {
    Ok(Filter { unit: units::ops::asked(conn, &query.unit)?, ..filter })
}

fn in_address(query: &ListQuery) -> [(&'static str, &str); 4] {
    [("q", &query.q), ("unit", &query.unit), ("state", &query.state), ("on", &query.on)]
}

/// GET /people/{code}
pub async fn show(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (actor, this_year) = (user.actor.clone(), Year::of(user.today));
    let found = db.read(move |conn| {
        let person = seen(conn, &actor, &code)?;
        let achievements = units::ops::achievements_of(conn, person.id.into())?;
        let authored = store::authored(conn, person.id)?;
        let stretches = store::stretches(conn, person.id)?;
        let confidential = match policy::may(&actor, Act::SeeDisciplinesAndLeaves(person.id)) {
            true => Some(Confidential::of(store::disciplines(conn, person.id)?, store::leaves(conn, person.id)?)),
            false => None,
        };
        let history = match policy::may(&actor, Act::KeepPeople) {
            true => history::of(conn, Object::Person(person.id))?,
            false => Vec::new(),
        };
        Ok((person, achievements, authored, stretches, confidential, history))
    });
    let (person, achievements, authored, stretches, confidential, history) = found.await?;
    let is_own = user.person == Some(person.id);
    let can_edit = policy::may(&user, Act::KeepPeople);
    let initiatives = authored.iter().map(|it| (it.year, it.code.clone(), result_words(it)));
    page(&ShowPage {
        shell: Shell::for_page(&user, if is_own { Menu::MyRecord } else { Menu::People }),
        years: achievements.by_year(initiatives),
        streak: streak(&achievements, this_year),
        person: Detail::of(&person, &stretches, user.today, can_edit || is_own),
        stretches: stretches.into_iter().map(StretchLine::of).collect(),
        initiatives: authored.into_iter().map(InitiativeLine::of).collect(),
        confidential,
        is_listed: !matches!(policy::people_of(&user), Scope::Own(_)),
        history,
        can_edit,
    })
}

/// A person the actor may read about; anybody else does not exist for him.
fn seen(conn: &mut Connection, actor: &Actor, code: &str) -> AppResult<store::Person> {
    let person = store::find_by_code(conn, code)?;
    policy::must_see(actor, Act::SeePerson { person: person.id, unit: person.unit })?;
    Ok(person)
}

/// GET /people/new
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let form = PersonForm {
        unit_code: query.unit.clone(),
        staff_kind: StaffKind::CivilServant.code().to_owned(),
        ..PersonForm::default()
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), true).await?)
}

/// GET /people/{code}/edit
pub async fn edit(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let (person, version) = with_version(&db, code.into_inner()).await?;
    page(&form_page(&user, &db, PersonForm::of(&person, version), FieldErrors::default(), false).await?)
}

/// The form of a person, fresh or with what is wrong.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: PersonForm,
    errors: FieldErrors,
    is_new: bool,
) -> AppResult<FormPage> {
    let typed = form.unit_code.clone();
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::People),
        action: if is_new { PATH.to_owned() } else { format!("{PATH}/{}", form.code) },
        units: db.read(move |conn| units::ops::choices(conn, &typed)).await?,
        genders: words(Gender::WORDS),
        staff_kinds: words(StaffKind::WORDS),
        is_new,
        form,
        errors,
    })
}

/// GET /people/{code}/transfer
pub async fn transfer(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let (person, version) = with_version(&db, code.into_inner()).await?;
    let form = TransferForm {
        unit_code: person.unit_code,
        position: person.position,
        from_date: date::format_date(user.today),
        version,
    };
    page(&transfer_page(&user, &db, person.code, form, FieldErrors::default()).await?)
}

/// The form of a transfer, fresh or with what is wrong.
pub async fn transfer_page(
    user: &CurrentUser,
    db: &Db,
    code: String,
    form: TransferForm,
    errors: FieldErrors,
) -> AppResult<TransferPage> {
    let typed = form.unit_code.clone();
    let found = db.read(move |conn| Ok((store::find_by_code(conn, &code)?, units::ops::choices(conn, &typed)?)));
    let (person, units) = found.await?;
    Ok(TransferPage { shell: Shell::for_page(user, Menu::People), person: Whom::of(person), units, form, errors })
}

/// GET /people/{code}/leaving
pub async fn leaving(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let (person, version) = with_version(&db, code.into_inner()).await?;
    let left_on = person.left_on.map_or_else(String::new, date::format_date);
    let form = LeavingForm { left_on, version };
    page(&leaving_page(&user, &db, person.code, form, FieldErrors::default()).await?)
}

/// The form of a leaving, fresh or with what is wrong.
pub async fn leaving_page(
    user: &CurrentUser,
    db: &Db,
    code: String,
    form: LeavingForm,
    errors: FieldErrors,
) -> AppResult<LeavingPage> {
    let person = db.read(move |conn| store::find_by_code(conn, &code)).await?;
    Ok(LeavingPage { shell: Shell::for_page(user, Menu::People), person: Whom::of(person), form, errors })
}

/// The person with the version that the form carries.
async fn with_version(db: &Db, code: String) -> AppResult<(store::Person, i64)> {
    db.read(move |conn| {
        let person = store::find_by_code(conn, &code)?;
        let version = history::version(conn, Object::Person(person.id))?;
        Ok((person, version))
    })
    .await
}
