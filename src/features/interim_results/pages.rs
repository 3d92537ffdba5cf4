//! GET: all units at a glance, the sheet of one, the check before confirming.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::ops;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::ids::UnitId;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::{units, years};
use crate::policy::{self, Act, Scope};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

pub const PATH: &str = "/interim-results";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
}

/// GET /interim-results: all units for those who see them, else one's own.
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInterimResults)?;
    if !query.unit.is_empty() {
        return page(&sheet_page(&user, &db, &query.year, &query.unit).await?);
    }
    match policy::registrations_of(&user) {
        Scope::All => overview(user, query.into_inner(), db).await,
        Scope::Unit(unit, _) => page(&own_sheet(&user, &db, &query.year, unit).await?),
        Scope::Own(_) | Scope::Nothing => Err(AppError::NotFound),
    }
}

async fn overview(user: CurrentUser, query: Query, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, ops::review_day(conn, year)?, unit_lines(conn, year, None)?, years::ops::choices(conn)?))
    });
    let (year, day, lines, years) = found.await?;
    let waits = lines.iter().any(|line| !line.proposed.is_none());
    let may_confirm = waits && policy::may(&user, Act::ConfirmInterimResults);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::InterimResults),
        year: year.to_string(),
        years,
        day: date::format_date(day),
        lines,
        confirmation: if may_confirm { format!("{PATH}/confirmation?year={year}") } else { String::new() },
    })
}

fn unit_lines(conn: &mut Connection, year: Year, only: Option<UnitId>) -> AppResult<Vec<UnitLine>> {
    let counts = ops::counts(conn, year)?;
    let mut units = ops::units_under_review(conn, year)?;
    units.retain(|unit| only.is_none_or(|only| only == unit.id));
    let year = year.to_string();
    let line = |unit: units::ops::UnitName| {
        let [proposed, confirmed] = counts.get(&unit.id).copied().unwrap_or_default();
        let link = address(PATH, &[("year", &year), ("unit", &unit.code)]);
        UnitLine { name: unit.name, link, proposed, confirmed }
    };
    Ok(units.into_iter().map(line).collect())
}

async fn own_sheet(user: &CurrentUser, db: &Db, year: &str, unit: UnitId) -> AppResult<SheetPage> {
    let (asked, today) = (year.to_owned(), user.today);
    let rights = Rights {
        propose: policy::may(user, Act::ProposeInterimResults(unit)),
        confirm: policy::may(user, Act::ConfirmInterimResults),
        sees_all: policy::registrations_of(user) == Scope::All,
    };
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        Ok((ops::sheet(conn, year, unit)?, years::ops::choices(conn)?))
    });
    let (sheet, years) = found.await?;
    Ok(SheetPage::of(Shell::for_page(user, Menu::InterimResults), sheet, years, rights))
}

/// The sheet of a unit that the user may see.
pub async fn sheet_page(user: &CurrentUser, db: &Db, year: &str, code: &str) -> AppResult<SheetPage> {
    let code = code.to_owned();
    let unit = db.read(move |conn| units::ops::by_code(conn, &code)).await?.ok_or(AppError::NotFound)?;
    policy::must_see(user, Act::SeeUnitRecord(unit))?;
    own_sheet(user, db, year, unit).await
}

/// GET /interim-results/confirmation: what would be confirmed, unit by unit.
pub async fn check(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ConfirmInterimResults)?;
    let (query, today) = (query.into_inner(), user.today);
    let unit_code = query.unit.clone();
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let unit = unit_of(conn, &query.unit)?;
        let mut lines = unit_lines(conn, year, unit)?;
        lines.retain(|line| !line.proposed.is_none());
        Ok((year, ops::review_day(conn, year)?, ops::version(conn, year, unit)?, lines))
    });
    let (year, day, version, lines) = found.await?;
    if lines.is_empty() {
        return Err(AppError::Illegal);
    }
    let year = year.to_string();
    page(&CheckPage {
        shell: Shell::for_page(&user, Menu::InterimResults),
        back: address(PATH, &[("year", &year), ("unit", &unit_code)]),
        year,
        unit_code,
        day: date::format_date(day),
        version,
        total: lines.iter().map(|line| line.proposed).sum(),
        lines,
    })
}

/// The unit of a code; `None` without one.
pub fn unit_of(conn: &mut Connection, code: &str) -> AppResult<Option<UnitId>> {
    match code {
        "" => Ok(None),
        code => Ok(Some(units::ops::by_code(conn, code)?.ok_or(AppError::NotFound)?)),
    }
}
