//! GET: all units, one unit's record, the form.

use actix_web::{HttpResponse, web};

use super::form::UnitForm;
use super::ops::{self, achievements_of};
use super::records::Units;
use super::store::{self, Unit};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::subject::UnitKind;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::records::Records;
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// Most people a unit's record names; the list of people has the rest.
const SHOWN: i64 = 100;

/// GET /units
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeUnits)?;
    let today = user.today;
    let found = db.read(move |conn| Ok((store::all(conn)?, store::staff_on(conn, today)?, store::heads(conn, None)?)));
    let (units, staff, heads) = found.await?;
    let lines = units
        .into_iter()
        .map(|unit| {
            let people = staff.get(&unit.id).copied().unwrap_or_default();
            let of_unit = heads.iter().filter(|(id, ..)| *id == unit.id).map(|(_, _, name)| name.as_str());
            Line::of(&unit, of_unit, people, today)
        })
        .collect();
    let can_edit = policy::may(&user, Act::KeepPeople);
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Units), lines, can_edit })
}

/// GET /units.csv, /units.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeUnits)?;
    let rows = db.read(Units::all).await?;
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
    let all = ops::all(conn)?;
    Ok(all.into_iter().filter(|other| [unit.parent_id, unit.successor_id].contains(&Some(other.id))).collect())
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
    let units = db.read(ops::choices).await?;
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::Units),
        action: if is_new { "/units".to_owned() } else { format!("/units/{}", form.code) },
        kinds: words(UnitKind::WORDS),
        others: units.into_iter().filter(|unit: &Choice| unit.value != form.code).collect(),
        is_new,
        form,
        errors,
    })
}
