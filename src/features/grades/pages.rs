//! GET: one unit's grades of one year on one page, and all of a year as a file.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::form::GradesForm;
use super::ops::judged_on;
use super::records::Grades;
use super::store::{self, Graded};
use super::view::{Line, RuleWords, SheetPage};
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::event::Object;
use crate::domain::ids::{RegulationId, UnitId};
use crate::domain::law::GradeCode;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{regulations, units, years};
use crate::policy::{self, Act};
use crate::records::Records;
use crate::sheets::Value;
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::{self, FileKind};
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct SheetQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
}

/// What the page of a unit's grades is made from.
pub struct Sheet {
    pub year: Year,
    pub unit: UnitId,
    pub unit_code: String,
    day: NaiveDate,
    graded: Vec<Graded>,
    version: i64,
    score_sheet: Option<RegulationId>,
    years: Vec<Choice>,
    units: UnitChoices,
}

/// GET /grades
pub async fn index(user: CurrentUser, query: web::Query<SheetQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterGrades)?;
    let sheet = sheet(&db, &query.year, &query.unit, user.today).await?;
    page(&sheet_page(&user, sheet, None, FieldErrors::default()))
}

/// The grades of the unit and year asked for; without either those of the first unit in the current year.
pub async fn sheet(db: &Db, year: &str, unit: &str, today: NaiveDate) -> AppResult<Sheet> {
    let (year, unit) = (year.to_owned(), unit.to_owned());
    db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &year, today)?;
        let mut years = years::ops::choices(conn)?;
        years.retain(|choice| Year::parse(&choice.value).is_some_and(|year| year <= Year::of(today)));
        let (unit, unit_code) = graded_unit(conn, &unit)?;
        if years.iter().all(|choice| choice.value != year.to_string()) {
            return Err(AppError::NotFound);
        }
        let units = units::ops::choices(conn, &unit_code)?;
        let day = judged_on(year, today);
        let graded = store::of_unit(conn, unit, year, day)?;
        let version = history::version(conn, Object::Unit(unit))?;
        let score_sheet = regulations::ops::score_sheet_on(conn, year.end())?;
        Ok(Sheet { year, unit, unit_code, day, graded, version, score_sheet, years, units })
    })
    .await
}

/// The unit asked for by its code, or by words that fit it alone; the first of all when none is. Where what was typed
/// fits several, the sheet is that of nobody, and those that fit are offered.
fn graded_unit(conn: &mut Connection, typed: &str) -> AppResult<(UnitId, String)> {
    match units::ops::asked(conn, typed)? {
        Some(UnitId::NONE) if units::ops::choices(conn, typed)?.is_many => Ok((UnitId::NONE, typed.to_owned())),
        Some(UnitId::NONE) => Err(AppError::NotFound),
        Some(unit) => Ok((unit, units::ops::code_of(conn, Some(unit))?)),
        None => {
            let first = units::ops::first_inside(conn)?.ok_or(AppError::NotFound)?;
            Ok((first.id, first.code))
        }
    }
}

/// The page, as stored or with all that was typed and what is wrong with it.
pub fn sheet_page(user: &CurrentUser, sheet: Sheet, typed: Option<GradesForm>, errors: FieldErrors) -> SheetPage {
    let year = sheet.year.to_string();
    let mut grades: Vec<GradeCode> = GradeCode::all().collect();
    grades.sort_by(|one, other| other.cmp(one));
    let word = |grade: &GradeCode| format!("{} – {}", grade.code(), grade.grade().name_on(sheet.year.end()));
    let rules = RuleWords::of(sheet.year, &sheet.graded);
    SheetPage {
        shell: Shell::for_page(user, Menu::Grades),
        score_sheet: sheet.score_sheet.map_or_else(String::new, |id| format!("/regulations/{id}/score-sheet")),
        scoring: rules.scoring,
        shares: rules.shares,
        files: address("", &[("year", &year), ("unit", &sheet.unit_code)]),
        day: date::format_date(sheet.day),
        version: typed.as_ref().map_or(sheet.version, |form| form.version),
        lines: sheet.graded.iter().map(|it| Line::of(it, typed.as_ref())).collect(),
        grades: grades.iter().map(|grade| Choice::new(grade.code(), word(grade))).collect(),
        years: sheet.years,
        units: sheet.units,
        unit: sheet.unit_code,
        year,
        errors,
    }
}

/// GET /grades.csv, /grades.xlsx: those of the unit asked for, or of the whole year.
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<SheetQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterGrades)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        if query.unit.is_empty() {
            let rows = store::of_year(conn, year)?;
            return Ok(rows
                .into_iter()
                .map(|it| row(year, it.code, it.grade, it.score_hundredths))
                .collect::<Vec<_>>());
        }
        let unit = units::ops::by_code(conn, &query.unit)?.ok_or(AppError::NotFound)?;
        let graded = store::of_unit(conn, unit, year, judged_on(year, today))?;
        let rows =
            graded.into_iter().filter_map(|it| it.grade().map(|(grade, score)| row(year, it.code, grade, score)));
        Ok(rows.collect())
    });
    lists::personal_file(&db, user.actor, "Xếp loại", kind.into_inner(), Grades::FORMAT, found.await?).await
}

fn row(year: Year, code: String, grade: GradeCode, score_hundredths: Option<i64>) -> Vec<Value> {
    let score = score_hundredths.map(|hundredths| Decimal::new(hundredths, 2).normalize());
    vec![year.0.into(), code.into(), Value::Word(grade.code()), score.into()]
}
