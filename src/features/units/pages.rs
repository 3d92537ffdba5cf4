//! GET: all units, one unit's record, the form.

use std::collections::HashSet;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::form::UnitForm;
use super::ops::{self, achievements_of};
use super::records::Units;
use super::store::{self, Unit};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::ids::UnitId;
use crate::domain::subject::UnitKind;
use crate::domain::{date, text};
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::records::Records;
use crate::sheets::Value;
use crate::web::current_user::CurrentUser;
use crate::web::forms::words;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{PAGE_SIZE, Paging, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// Most people a unit's record names; the list of people has the rest.
const SHOWN: i64 = 100;

const PATH: &str = "/units";
/// The kind asked for when all that compete are meant, of whatever kind they are.
const COLLECTIVES: &str = "collective";

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    /// A day: what existed then.
    #[serde(default)]
    on: String,
    #[serde(default)]
    page: String,
}

impl ListQuery {
    fn filter(&self) -> store::Filter {
        let all = UnitKind::ALL.iter().copied();
        store::Filter {
            q: text::fold(&self.q),
            kinds: match self.kind.as_str() {
                COLLECTIVES => all.filter(|kind| kind.is_collective()).collect(),
                code => UnitKind::from_code(code).into_iter().collect(),
            },
            on: self.on(),
        }
    }

    fn on(&self) -> Option<NaiveDate> {
        self.on.parse().ok().or_else(|| date::parse_date(&self.on).ok())
    }

    fn in_address(&self) -> [(&'static str, &str); 3] {
        [("q", &self.q), ("kind", &self.kind), ("on", &self.on)]
    }
}

/// GET /units
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeUnits)?;
    let (today, query) = (user.today, query.into_inner());
    let asked = query.clone();
    let found = db.read(move |conn| {
        let filter = asked.filter();
        let total = store::count(conn, &filter)?;
        let paging = Paging::new(PATH, &asked.in_address(), page_number(&asked.page), total);
        let units = store::listed(conn, &filter, PAGE_SIZE, paging.offset())?;
        Ok((paging, units, store::staff_on(conn, today)?, store::heads(conn, None)?))
    });
    let (paging, units, staff, heads) = found.await?;
    let lines: Vec<Line> = units
        .into_iter()
        .map(|unit| {
            let people = staff.get(&unit.id).copied().unwrap_or_default();
            let of_unit = heads.iter().filter(|(id, ..)| *id == unit.id).map(|(_, _, name)| name.as_str());
            Line::of(&unit, of_unit, people, today)
        })
        .collect();
    let can_edit = policy::may(&user, Act::KeepPeople);
    let filter = FilterBar {
        kinds: FilterBar::kinds(COLLECTIVES),
        on: query.on().map_or_else(String::new, date::format_date),
        q: query.q.clone(),
        kind: query.kind.clone(),
    };
    let shell = Shell::for_page(&user, Menu::Units);
    let chips = lists::chips(PATH, &query.in_address(), &filter.labels());
    page(&IndexPage { shell, filter, chips, paging, lines, can_edit })
}

/// GET /units.csv, /units.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeUnits)?;
    let query = query.into_inner();
    let rows = db.read(move |conn| {
        let shown = store::listed(conn, &query.filter(), -1, 0)?;
        let codes: HashSet<String> = shown.into_iter().map(|unit| unit.code).collect();
        let rows = Units::all(conn)?;
        Ok(rows.into_iter().filter(|row| matches!(&row[0], Value::Text(code) if codes.contains(code))).collect())
    });
    let rows: Vec<Vec<Value>> = rows.await?;
    lists::file(kind.into_inner(), Units::FORMAT, rows).await
}

/// GET /units/{code}: what everybody may know, and for those who may read its rows the people and their work.
pub async fn show(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeUnits)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let unit = store::find_by_code(conn, &code)?;
        let sees_rows = policy::may(&actor, Act::SeeUnitRecord(unit.id));
        let names = names_of(conn, &unit)?;
        let heads = store::heads(conn, Some(unit.id))?;
        let mut achievements = achievements_of(conn, unit.id.into())?;
        let rows = if sees_rows {
            let members = store::members(conn, unit.id, today, SHOWN + 1)?;
            Some(Rows::of(members, SHOWN as usize, store::initiatives_by_year(conn, unit.id)?))
        } else {
            // Decided awards are everybody's to read; grades and what is only aimed for are not.
            achievements.grades.clear();
            achievements.registered.clear();
            None
        };
        let history = match policy::may(&actor, Act::KeepPeople) {
            true => history::of(conn, Object::Unit(unit.id))?,
            false => Vec::new(),
        };
        Ok((Detail::of(&unit, &names, &heads), achievements, rows, history))
    });
    let (unit, achievements, rows, history) = found.await?;
    page(&ShowPage {
        can_edit: policy::may(&user, Act::KeepPeople),
        shell: Shell::for_page(&user, Menu::Units),
        years: achievements.by_year([]),
        unit,
        rows,
        history,
    })
}

/// Names of the unit above and of the successor.
fn names_of(conn: &mut Connection, unit: &Unit) -> AppResult<Vec<ops::UnitName>> {
    let beside: Vec<UnitId> = [unit.parent_id, unit.successor_id].into_iter().flatten().collect();
    ops::named(conn, &beside)
}

/// GET /units/new
pub async fn new(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let sort_order = db.read(store::next_sort_order).await?.to_string();
    let kind = UnitKind::Division.code().to_owned();
    let form = UnitForm { sort_order, kind, ..UnitForm::default() };
    page(&form_page(&user, &db, form, FieldErrors::default(), true).await?)
}

/// GET /units/{code}/edit
pub async fn edit(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepPeople)?;
    let found = db.read(move |conn| {
        let unit = store::find_by_code(conn, &code)?;
        let version = history::version(conn, Object::Unit(unit.id))?;
        let names = names_of(conn, &unit)?;
        let code_of = |id| names.iter().find(|name| name.id == id).map_or_else(String::new, |name| name.code.clone());
        Ok(UnitForm::of(&unit, code_of, version))
    });
    let form = found.await?;
    page(&form_page(&user, &db, form, FieldErrors::default(), false).await?)
}

/// The form, fresh or with what is wrong.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: UnitForm,
    errors: FieldErrors,
    is_new: bool,
) -> AppResult<FormPage> {
    let (above, after, own) = (form.parent_code.clone(), form.successor_code.clone(), form.code.clone());
    let others = db.read(move |conn| {
        let [mut above, mut after] = [ops::choices(conn, &above)?, ops::choices(conn, &after)?];
        above.shown.retain(|unit| unit.value != own);
        after.shown.retain(|unit| unit.value != own);
        Ok((above, after))
    });
    let (parents, successors) = others.await?;
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Units),
        action: if is_new { "/units".to_owned() } else { format!("/units/{}", form.code) },
        kinds: words(UnitKind::WORDS),
        parents,
        successors,
        is_new,
        form,
        errors,
    })
}
