//! GET: who has not registered, the file of it and the paper.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::missing::{self, Count, Row, day_of};
use super::pages::{Asked, Query, choices, with_most};
use super::paper_view;
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::features::years;
use crate::papers::{Format, answer_list};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/rounds/missing";

const FORMAT: TableFormat = TableFormat {
    name: "not_registered",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("position", "Chức vụ", Kind::Line),
        Column::required("standing", "Tình trạng", Kind::Line),
        Column::optional("extended_until", "Gia hạn đến ngày", Kind::Date),
    ],
};

/// Somebody without a registration, in words.
pub struct Line {
    pub name: String,
    pub position: String,
    pub unit: String,
    pub standing: &'static str,
    pub extended: String,
}

fn standing(row: &Row) -> &'static str {
    if row.has_draft { "Còn nháp, chưa gửi" } else { "Chưa đăng ký" }
}

impl Line {
    fn of(row: Row) -> Self {
        Self {
            standing: standing(&row),
            name: match row.subject_kind {
                SubjectKind::Unit => format!("Tập thể {}", row.subject_name),
                SubjectKind::Person => row.subject_name,
            },
            position: row.position,
            unit: row.unit_name,
            extended: row.extended_until.map_or_else(String::new, format_date),
        }
    }
}

/// A unit with its numbers.
pub struct UnitLine {
    pub name: String,
    pub link: String,
    pub people: String,
    pub collectives: String,
}

impl UnitLine {
    fn of(count: &Count, year: &str) -> Self {
        let of = |missing: i64, all: i64| if all == 0 { "–".to_owned() } else { format!("{missing}/{all}") };
        Self {
            name: count.unit_name.clone(),
            link: address(PATH, &[("year", year), ("unit", &count.unit_code)]),
            people: of(count.people_missing, count.people),
            collectives: of(count.collectives_missing, count.collectives),
        }
    }
}

#[derive(Template)]
#[template(path = "rounds/missing.html")]
struct MissingPage {
    shell: Shell,
    year: String,
    unit: String,
    of_unit: String,
    years: Vec<Choice>,
    units: UnitChoices,
    due: String,
    files: String,
    /// Of all units, where the reader sees them and asks for none.
    by_unit: Vec<UnitLine>,
    /// How many units `by_unit` leaves out.
    left_out: usize,
    lines: Vec<Line>,
    paging: Paging,
}

fn missing_of(count: &Count) -> i64 {
    count.people_missing + count.collectives_missing
}

/// GET /rounds/missing
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let found = db.read(move |conn| {
        let asked = Asked::of(conn, &actor, &query, today)?;
        let due = years::ops::find(conn, asked.year)?.registration_due_on;
        let (year, day) = (asked.year.to_string(), day_of(asked.year, today));
        let counts = missing::counts(conn, asked.year, day, asked.unit)?;
        let in_address = [("year", year.as_str()), ("unit", query.unit.as_str())];
        let paging = Paging::new(PATH, &in_address, page_number(&query.page), counts.iter().map(missing_of).sum());
        let rows = missing::rows(conn, asked.year, day, asked.unit, PAGE_SIZE, paging.offset())?;
        let choices = choices(conn, &asked)?;
        Ok((asked, due, counts, paging, rows, choices))
    });
    let (asked, due, counts, paging, rows, (years, units)) = found.await?;
    let year = asked.year.to_string();
    let (by_unit, left_out) = if asked.unit.is_none() { with_most(counts, missing_of) } else { (Vec::new(), 0) };
    page(&MissingPage {
        shell: Shell::for_page(&user, Menu::Rounds),
        of_unit: asked.of_unit(),
        files: address("", &[("year", &year), ("unit", &asked.unit_code)]),
        by_unit: by_unit.iter().map(|count| UnitLine::of(count, &year)).collect(),
        left_out,
        lines: rows.into_iter().map(Line::of).collect(),
        unit: asked.unit_code,
        due: format_date(due),
        year,
        years,
        units,
        paging,
    })
}

/// GET /rounds/missing.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let asked = Asked::of(conn, &actor, &query, today)?;
        Ok((asked.year, missing::rows(conn, asked.year, day_of(asked.year, today), asked.unit, -1, 0)?))
    });
    let (year, rows) = found.await?;
    let row = |it: Row| -> Vec<Value> {
        let standing = standing(&it);
        vec![
            year.0.into(),
            it.subject_code.into(),
            it.subject_name.into(),
            it.unit_code.into(),
            it.position.into(),
            standing.into(),
            it.extended_until.into(),
        ]
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Chưa đăng ký thi đua", kind.into_inner(), &FORMAT, rows).await
}

/// GET /rounds/missing/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let found = db.read(move |conn| {
        let asked = Asked::of(conn, &actor, &query, today)?;
        let due = years::ops::find(conn, asked.year)?.registration_due_on;
        let rows = missing::rows(conn, asked.year, day_of(asked.year, today), asked.unit, -1, 0)?;
        Ok((asked, due, rows, letterhead(conn, today)?))
    });
    let (asked, due, rows, head) = found.await?;
    let count = rows.len();
    let title = format!("Chưa đăng ký thi đua năm {}{}", asked.year, asked.of_unit());
    let paper = paper_view::missing(&head, &title, &format_date(due), rows.into_iter().map(Line::of).collect());
    let in_address = address("", &[("year", &asked.year.to_string()), ("unit", &asked.unit_code)]);
    let bundle = paper_view::bundle(PATH, in_address, title, paper, "Tất cả đã đăng ký.");
    let shell = Shell::for_page(&user, Menu::Rounds);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}
