//! GET: the tables the accountant types amounts into, of one month and of one estimate.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::form::{Typed, exact};
use super::ops::{self, Amounts};
use super::store;
use super::view::{EntryPage, EstimatesPage, GridBar, GridRow, VersionRow, name_class, row_class};
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::ids::UnitId;
use crate::domain::law::RevenueLineCode;
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::revenue::{AssignedBy, Estimate, Figure, InForce, Period};
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::units::ops::UnitName;
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{self, Choice, MOST_UNITS, UnitChoices};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

/// GET /revenue/entry
pub async fn entry(user: CurrentUser, query: web::Query<Typed>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    page(&entry_page(&user, query.into_inner(), FieldErrors::default(), &db).await?)
}

/// GET /revenue/estimates
pub async fn estimates(user: CurrentUser, query: web::Query<Typed>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    page(&estimates_page(&user, query.into_inner(), FieldErrors::default(), &db).await?)
}

/// A month's table: fresh from what is stored, or as typed with what is wrong.
pub async fn entry_page(user: &CurrentUser, form: Typed, errors: FieldErrors, db: &Db) -> AppResult<EntryPage> {
    let (shell, today) = (Shell::for_page(user, Menu::Revenue), user.today);
    db.read(move |conn| {
        let (mut form, all_units) = chosen(conn, form, today)?;
        let unit = unit_of(&form, &all_units)?;
        let now = Period::of(today);
        let year = form.year().unwrap_or(now.year);
        let month = form.month().unwrap_or(if year == now.year { now.previous().month } else { 12 });
        form.set("month", month.to_string());
        let period = Period { year, month };
        let stored = store::actuals_of_month(conn, period)?;
        if errors.is_empty() {
            form.fill(&ops::amounts_of(&stored, unit));
            let notes = store::notes(conn, period)?.into_iter().filter(|note| note.month == month);
            form.set("note", notes.map(|note| note.body).collect::<Vec<_>>().join("\n"));
        }
        let previous = ops::amounts_of(&store::actuals_of_month(conn, period.previous())?, unit);
        let figures = ops::figures(&stored);
        let grid = Grid { unit, hints: previous, others: &|line| figures.get(&line).copied() };
        Ok(EntryPage {
            shell,
            bar: bar(conn, &form, &all_units, year)?,
            period: period.to_string(),
            previous: format!("Tháng {}", period.previous().month),
            unit_words: unit_words(&form, unit, &all_units),
            rows: grid.rows(&form),
            seen: ops::fingerprint(&stored, unit),
            form,
            errors,
        })
    })
    .await
}

/// An estimate's table: filled with what is in force, or as typed with what is wrong.
pub async fn estimates_page(user: &CurrentUser, form: Typed, errors: FieldErrors, db: &Db) -> AppResult<EstimatesPage> {
    let (shell, today) = (Shell::for_page(user, Menu::Revenue), user.today);
    db.read(move |conn| {
        let (mut form, all_units) = chosen(conn, form, today)?;
        let unit = unit_of(&form, &all_units)?;
        let year = form.year().unwrap_or(Year::of(today));
        let assigned_by = AssignedBy::from_code(form.of("assigned_by")).unwrap_or(AssignedBy::Province);
        form.set("assigned_by", assigned_by.code());
        let known = store::estimates_up_to(conn, year, assigned_by, year.end())?;
        let in_force = amounts_on(year.end(), &known, unit);
        if errors.is_empty() {
            let asked = crate::domain::date::parse_date(form.of("assigned_on")).ok();
            form.fill(&asked.map_or_else(|| in_force.clone(), |day| amounts_of_day(day, &known, unit)));
        }
        let figures = InForce::on(year.end(), &known).figures();
        let grid = Grid { unit, hints: in_force, others: &|line| figures.get(&line).copied() };
        Ok(EstimatesPage {
            shell,
            bar: bar(conn, &form, &all_units, year)?,
            unit_words: unit_words(&form, unit, &all_units),
            rows: grid.rows(&form),
            versions: versions(&form, &known, unit),
            form,
            errors,
        })
    })
    .await
}

/// The choices of the address, and the units that can answer for revenue.
fn chosen(conn: &mut Connection, mut form: Typed, today: NaiveDate) -> AppResult<(Typed, Vec<UnitName>)> {
    let year = years::ops::asked_or_current(conn, form.of("year"), today)?;
    form.set("year", year.to_string());
    let money = form.money();
    form.set("money", money.name());
    let mut all_units = units::ops::all(conn)?;
    all_units.retain(|unit| unit.kind != UnitKind::Agency && unit.existed_on(year.end()));
    // Those outside the agency answer for revenue first of all.
    all_units.sort_by_key(|unit| unit.kind != UnitKind::External);
    // Words that fit one unit alone ask for it.
    let fitting = fitting(&all_units, form.of("unit"));
    if let (true, [only]) = (fitting.is_many, fitting.shown.as_slice()) {
        form.set("unit", only.value.clone());
    }
    Ok((form, all_units))
}

fn unit_of(form: &Typed, all_units: &[UnitName]) -> AppResult<Option<UnitId>> {
    match form.of("unit") {
        "" => Ok(None),
        code => match all_units.iter().find(|unit| unit.code == code) {
            Some(unit) => Ok(Some(unit.id)),
            // What fits several of many, or none, has no figures; those that fit are offered.
            None if all_units.len() > MOST_UNITS => Ok(Some(UnitId::NONE)),
            None => Err(AppError::NotFound),
        },
    }
}

fn unit_words(form: &Typed, unit: Option<UnitId>, all_units: &[UnitName]) -> String {
    let found = all_units.iter().find(|known| Some(known.id) == unit);
    found.map_or_else(|| form.of("unit").to_owned(), |unit| unit.name.clone())
}

/// The units to choose from, or those that fit what was typed.
fn fitting(all_units: &[UnitName], typed: &str) -> UnitChoices {
    UnitChoices::among(all_units.iter().map(|unit| Choice::new(&unit.code, &unit.name)).collect(), typed)
}

fn bar(conn: &mut Connection, form: &Typed, all_units: &[UnitName], year: Year) -> AppResult<GridBar> {
    let mut years = years::ops::choices(conn)?;
    if !years.iter().any(|choice| choice.value == year.to_string()) {
        years.insert(0, Choice::new(year.to_string(), year.to_string()));
    }
    Ok(GridBar {
        years,
        months: super::pages::months(),
        units: fitting(all_units, form.of("unit")),
        money: MoneyUnit::ALL.map(|unit| Choice::new(unit.name(), unit.name())).to_vec(),
        origins: forms::words(AssignedBy::WORDS),
    })
}

/// What stands beside the fields.
struct Grid<'a> {
    unit: Option<UnitId>,
    hints: Amounts,
    others: &'a dyn Fn(RevenueLineCode) -> Option<Figure>,
}

impl Grid<'_> {
    /// Every line of the total in printed order: leaves to type, parents with their sums.
    fn rows(&self, form: &Typed) -> Vec<GridRow> {
        let (typed, money) = (form.readable_amounts(), form.money());
        let lines = RevenueLineCode::all().filter(|line| line.is_of_total());
        let shown = |amount: Option<Dong>| amount.map_or_else(String::new, |amount| exact(amount, money));
        lines
            .map(|line| GridRow {
                row_class: row_class(line),
                name_class: name_class(line),
                code: line.code(),
                name: line.numbered_title(),
                is_leaf: line.is_leaf(),
                typed: if line.is_leaf() { form.of(line.code()).to_owned() } else { shown(below(line, &typed)) },
                hint: shown(below(line, &self.hints)),
                other: if line.is_leaf() {
                    shown((self.others)(line).and_then(|figure| self.other(figure)))
                } else {
                    String::new()
                },
            })
            .collect()
    }

    /// Beside a line what units answer for of it, beside a unit's share the line.
    fn other(&self, figure: Figure) -> Option<Dong> {
        if self.unit.is_some() { figure.line } else { figure.units }
    }
}

/// The sum of a line's leaves; nothing when none has an amount.
fn below(line: RevenueLineCode, amounts: &Amounts) -> Option<Dong> {
    let of_line = amounts.iter().filter(|(leaf, _)| leaf.ancestry().any(|above| above == line));
    of_line.map(|(_, amount)| Some(*amount)).fold(None, crate::domain::revenue::sum)
}

fn amounts_on(day: NaiveDate, known: &[Estimate], unit: Option<UnitId>) -> Amounts {
    let in_force = InForce::on(day, known);
    in_force.iter().filter(|(_, of, _)| *of == unit).map(|(line, _, amount)| (line, amount)).collect()
}

fn amounts_of_day(day: NaiveDate, known: &[Estimate], unit: Option<UnitId>) -> Amounts {
    let of_day = known.iter().filter(|estimate| estimate.assigned_on == day && estimate.unit == unit);
    of_day.map(|estimate| (estimate.line, estimate.amount)).collect()
}

/// The decisions entered so far, each with the link that opens it to be mended.
fn versions(form: &Typed, known: &[Estimate], unit: Option<UnitId>) -> Vec<VersionRow> {
    let of_unit: Vec<Estimate> = known.iter().filter(|estimate| estimate.unit == unit).copied().collect();
    let version = |day: NaiveDate| {
        let words = format_date(day);
        let total: Dong = amounts_of_day(day, &of_unit, unit).values().sum();
        let query = ["year", "assigned_by", "unit", "money"].map(|key| (key, form.of(key)));
        let address = address("/revenue/estimates", &[&query[..], &[("assigned_on", words.as_str())]].concat());
        VersionRow { words, total: total.billions(1), address }
    };
    InForce::days(&of_unit).into_iter().rev().map(version).collect()
}
