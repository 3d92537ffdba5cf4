//! GET: the years of one title, unit by unit, and the same as a file.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};

use super::figures::{self, Question, Run, Shown, Whole};
use super::pages::{Query, followed};
use super::store::{self, Unit, Which};
use super::view::*;
use super::words::run::{ends, unit_sketch};
use super::words::{Cell, Links, unit_address};
use crate::db::{Connection, Db};
use crate::domain::ids::UnitId;
use crate::domain::law::AwardCode;
use crate::domain::progress::{round_titles, staff_on};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::years;
use crate::policy::{self, Act, Scope};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::charts::Multiples;
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/progress/years";
/// Each unit has a picture, which weighs more than a row.
const PANELS_A_PAGE: i64 = 20;

const FORMAT: TableFormat = TableFormat {
    name: "progress_years",
    columns: &[
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("staff", "Số người", Kind::COUNT),
        Column::required("achieved", "Đạt", Kind::COUNT),
    ],
};

/// The units that existed in any of the years, or some of them, with what each received.
struct Found {
    question: Question,
    all_units: Vec<Unit>,
    units: Vec<Unit>,
    units_in_all: i64,
    run: Run,
    staff: HashMap<(UnitId, Year), i64>,
}

impl Found {
    fn read(conn: &mut Connection, query: &Query, today: chrono::NaiveDate, shown: Shown) -> AppResult<Self> {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let award = followed(&query.award).ok_or(AppError::NotFound)?;
        let question = Question { year, unit: None, shown, award, today };
        let years = figures::years(&question, true);
        let all_units = store::units(conn)?;
        let (first, last) = ends(&years);
        let runs_for_it = |unit: &Unit| unit.kind.is_collective() || award.award().takes(SubjectKind::Person);
        let there =
            all_units.iter().filter(|it| it.existed(first, last) && runs_for_it(it)).cloned().collect::<Vec<_>>();
        let units_in_all = there.len() as i64;
        let units = figures::on_page(there, shown, PANELS_A_PAGE);
        let which = Which::some(units.iter().map(|it| it.id));
        let presences = figures::presences(conn, &question, &which)?;
        let mut staff = HashMap::new();
        for year in &years {
            let there = staff_on(&presences, question.day_of(*year));
            staff.extend(there.into_iter().map(|(unit, people)| ((unit, *year), people)));
        }
        let run = Run::load(conn, years, &which, &[award], |_| Whole::default())?;
        Ok(Self { question, all_units, units, units_in_all, run, staff })
    }

    fn sketch_of(&self, unit: &Unit) -> crate::web::charts::Sketch {
        let award = self.question.award;
        unit_sketch(&self.run, unit, award, unit_address(unit, self.question.year), self.marks_of(unit))
    }

    fn marks_of(&self, unit: &Unit) -> Vec<String> {
        let (first, last) = ends(&self.run.years);
        marks(unit, first, last, &self.all_units)
    }

    fn row_of(&self, unit: &Unit, links: Links) -> UnitYears {
        let award = self.question.award;
        let cell = |year: &Year| {
            Cell::new(self.run.of(unit.id, *year, award), links.awards(*year, Some(unit), award), String::new())
        };
        UnitYears {
            name: unit.name.clone(),
            link: unit_address(unit, self.question.year),
            marks: self.marks_of(unit),
            cells: self.run.years.iter().map(cell).collect(),
        }
    }
}

/// GET /progress/years
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, query) = (user.today, query.into_inner());
    let page_asked = page_number(&query.page);
    let read = db
        .read(move |conn| Ok((Found::read(conn, &query, today, Shown::Page(page_asked))?, years::ops::choices(conn)?)));
    let (found, years) = read.await?;
    let (year, award) = (found.question.year, found.question.award);
    let in_address = [("year", &*year.to_string()), ("award", award.code())];
    let links = Links { scope: Scope::Nothing, dossiers: Scope::Nothing };
    page(&YearsPage {
        shell: Shell::for_page(&user, Menu::Progress),
        year,
        years,
        award: award.code().to_owned(),
        award_name: award.award().name_on(year.end()).to_owned(),
        awards: titles(award, year),
        what: if award.award().takes(SubjectKind::Person) { "người" } else { "tập thể" },
        columns: found.run.years.clone(),
        panels: Multiples::alike("dv", found.units.iter().map(|unit| found.sketch_of(unit)).collect()),
        rows: found.units.iter().map(|unit| found.row_of(unit, links)).collect(),
        paging: Paging::of_size(PANELS_A_PAGE, PATH, &in_address, page_asked, found.units_in_all),
        files: address("", &in_address),
    })
}

/// The titles of the round, and the one asked for.
fn titles(asked: AwardCode, year: Year) -> Vec<Choice> {
    let mut titles = [round_titles(SubjectKind::Person), round_titles(SubjectKind::Unit)].concat();
    if !titles.contains(&asked) {
        titles.push(asked);
    }
    titles.iter().map(|award| Choice::new(award.code(), award.award().name_on(year.end()))).collect()
}

/// GET /progress/years.csv, /progress/years.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| Found::read(conn, &query, today, Shown::All)).await?;
    let award = found.question.award;
    let mut rows = Vec::new();
    for unit in &found.units {
        for year in &found.run.years {
            rows.push(vec![
                Value::from(unit.code.clone()),
                award.code().into(),
                i64::from(year.0).into(),
                found.staff.get(&(unit.id, *year)).copied().unwrap_or_default().into(),
                found.run.of(unit.id, *year, award).into(),
            ]);
        }
    }
    lists::file(kind.into_inner(), &FORMAT, rows).await
}
