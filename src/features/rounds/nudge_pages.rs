//! GET: whom to remind, the file of it and the paper.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::nudges::{self, Count, Filter, Kind, Nudge};
use super::pages::{Asked, Query, award_name, choices, with_most};
use super::paper_view;
use crate::db::{Connection, Db};
use crate::domain::date::{self, days_so_far_words, format_date};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Format, answer_list};
use crate::policy::{self, Act, Actor};
use crate::sheets::{self, Column, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, UnitChoices, words};
use crate::web::lists::{self, Chip, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/rounds";

const FORMAT: TableFormat = TableFormat {
    name: "reminders",
    columns: &[
        Column::required("year", "Năm", sheets::Kind::YEAR),
        Column::required("unit_code", "Mã đơn vị", sheets::Kind::Line),
        Column::required("kind", "Việc cần nhắc", sheets::Kind::Word(|| Kind::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("name", "Họ và tên, tập thể, sáng kiến", sheets::Kind::Line),
        Column::optional("award_code", "Mã danh hiệu, hình thức", sheets::Kind::Line),
        Column::optional("since", "Từ ngày", sheets::Kind::Date),
        Column::optional("due", "Hạn", sheets::Kind::Date),
    ],
};

/// One reminder in words.
pub struct Line {
    pub kind: Kind,
    pub unit: String,
    pub name: String,
    pub award: &'static str,
    pub link: String,
    /// "05/12/2014, đã 3 ngày"
    pub since: String,
    pub due: String,
    pub is_late: bool,
}

impl Line {
    fn of(it: Nudge, year: Year, today: chrono::NaiveDate) -> Self {
        let since = it.since.map(|since| date::local(since.and_utc()).date());
        Self {
            link: match it.kind {
                Kind::MeetingMissing => {
                    address("/unit-meetings", &[("year", &year.to_string()), ("unit", &it.unit_code)])
                }
                Kind::DossierMissing => format!("/registrations/{}", it.id),
                Kind::DossierDraft | Kind::UnitReview | Kind::ReturnedLate => format!("/dossiers/{}", it.id),
                Kind::InitiativeReview => {
                    format!("/initiatives/{}", it.name.split(':').next().unwrap_or_default())
                }
            },
            award: it.award.map_or("", |award| award_name(award, year)),
            since: since.map_or_else(
                || "–".to_owned(),
                |day| format!("{}, {}", format_date(day), days_so_far_words(day, today)),
            ),
            due: it.due_on.map_or_else(|| "–".to_owned(), format_date),
            is_late: it.due_on.is_some_and(|due| due < today),
            kind: it.kind,
            unit: it.unit_name,
            name: it.name,
        }
    }
}

/// A unit with what it is to be reminded of.
pub struct UnitCount {
    pub name: String,
    pub link: String,
    pub parts: Vec<(&'static str, i64)>,
    pub total: i64,
}

/// The units that have any, in their order.
fn by_unit(counts: &[Count], year: &str) -> Vec<UnitCount> {
    let mut units: Vec<UnitCount> = Vec::new();
    for count in counts {
        if units.last().is_none_or(|last| last.name != count.unit_name) {
            let link = address(PATH, &[("year", year), ("unit", &count.unit_code)]);
            units.push(UnitCount { name: count.unit_name.clone(), link, parts: Vec::new(), total: 0 });
        }
        if let Some(last) = units.last_mut() {
            last.parts.push((count.kind.word(), count.n));
            last.total += count.n;
        }
    }
    units
}

#[derive(Template)]
#[template(path = "rounds/nudges.html")]
struct NudgesPage {
    shell: Shell,
    year: String,
    unit: String,
    kind: String,
    of_unit: String,
    years: Vec<Choice>,
    units: UnitChoices,
    kinds: Vec<Choice>,
    chips: Vec<Chip>,
    clear: String,
    files: String,
    /// From when units are reminded to meet and to write, while that day is to come.
    begins: String,
    by_unit: Vec<UnitCount>,
    /// How many units `by_unit` leaves out.
    left_out: usize,
    lines: Vec<Line>,
    paging: Paging,
}

fn filter_of(
    conn: &mut Connection,
    actor: &Actor,
    query: &Query,
    today: chrono::NaiveDate,
) -> AppResult<(Asked, Filter)> {
    let asked = Asked::of(conn, actor, query, today)?;
    let sending = nudges::sending_day(conn, asked.year)?;
    let kind = Kind::from_code(&query.kind);
    let filter = Filter { year: asked.year, unit: asked.unit, kind, today, sending };
    Ok((asked, filter))
}

/// GET /rounds
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let sent = query.clone();
    let found = db.read(move |conn| {
        let (asked, filter) = filter_of(conn, &actor, &sent, today)?;
        let counts = nudges::counts(conn, filter)?;
        let year = asked.year.to_string();
        let in_address = [("year", year.as_str()), ("unit", &sent.unit), ("kind", &sent.kind)];
        let total = counts.iter().map(|count| count.n).sum();
        let paging = Paging::new(PATH, &in_address, page_number(&sent.page), total);
        let rows = nudges::rows(conn, filter, PAGE_SIZE, paging.offset())?;
        let choices = choices(conn, &asked)?;
        Ok((asked, filter, counts, paging, rows, choices))
    });
    let (asked, filter, counts, paging, rows, (years, units)) = found.await?;
    let year = asked.year.to_string();
    let (by_unit, left_out) = with_most(by_unit(&counts, &year), |unit| unit.total);
    let kind = filter.kind.map_or("", Kind::code);
    let in_address = [("year", year.as_str()), ("unit", query.unit.as_str()), ("kind", kind)];
    let unit = if asked.sees_all { asked.unit_name.clone() } else { String::new() };
    let labels = [("unit", unit), ("kind", filter.kind.map_or("", Kind::word).to_owned())];
    page(&NudgesPage {
        shell: Shell::for_page(&user, Menu::Rounds),
        chips: lists::chips(PATH, &in_address, &labels),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        of_unit: asked.of_unit(),
        kinds: words(Kind::WORDS),
        begins: if today < filter.begins() { format_date(filter.begins()) } else { String::new() },
        by_unit,
        left_out,
        lines: rows.into_iter().map(|row| Line::of(row, asked.year, today)).collect(),
        kind: kind.to_owned(),
        unit: asked.unit_code,
        year,
        years,
        units,
        paging,
    })
}

/// GET /rounds.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let (asked, filter) = filter_of(conn, &actor, &query, today)?;
        Ok((asked.year, nudges::rows(conn, filter, -1, 0)?))
    });
    let (year, rows) = found.await?;
    let row = |it: Nudge| -> Vec<Value> {
        vec![
            year.0.into(),
            it.unit_code.into(),
            Value::Word(it.kind.code()),
            it.name.into(),
            it.award.map_or("", |award| award.code()).into(),
            it.since.map(|since| date::local(since.and_utc()).date()).into(),
            it.due_on.into(),
        ]
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Việc cần nhắc", kind.into_inner(), &FORMAT, rows).await
}

/// GET /rounds/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let sent = query.clone();
    let found = db.read(move |conn| {
        let (asked, filter) = filter_of(conn, &actor, &sent, today)?;
        Ok((asked, nudges::rows(conn, filter, -1, 0)?, letterhead(conn, today)?))
    });
    let (asked, rows, head) = found.await?;
    let year = asked.year.to_string();
    let count = rows.len();
    let title = format!("Việc thi đua, khen thưởng năm {year} cần nhắc{}", asked.of_unit());
    let lines: Vec<Line> = rows.into_iter().map(|row| Line::of(row, asked.year, today)).collect();
    let paper = paper_view::nudges(&head, &title, &lines);
    let in_address = address("", &[("year", &year), ("unit", &query.unit), ("kind", &query.kind)]);
    let bundle = paper_view::bundle(PATH, in_address, title, paper, "Không có việc nào cần nhắc.");
    let shell = Shell::for_page(&user, Menu::Rounds);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}
