//! GET: the ledger of a year, the file of it and the paper.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::ledger::{self, Filter, Line, Outcome};
use super::pages::{Asked, Query, award_name, choices};
use super::paper_view;
use crate::db::{Connection, Db};
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Format, answer_list};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, UnitChoices, words};
use crate::web::lists::{self, Chip, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::status::Tagged;

const PATH: &str = "/rounds/ledger";

const FORMAT: TableFormat = TableFormat {
    name: "year_ledger",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("registered", "Mã đã đăng ký", Kind::Line),
        Column::optional("proposed", "Mã đề nghị", Kind::Line),
        Column::optional("dossier_state", "Trạng thái hồ sơ", Kind::Line),
        Column::optional("achieved", "Mã đã đạt", Kind::Line),
        Column::optional("decision_no", "Số quyết định", Kind::Line),
        Column::required("outcome", "Kết quả", Kind::Word(|| Outcome::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("reason", "Lý do", Kind::Paragraphs),
    ],
};

/// A row in words.
pub struct LineView {
    pub name: String,
    pub unit: String,
    pub registered: String,
    pub registered_at: String,
    pub proposed: String,
    pub dossier_state: &'static str,
    pub proposed_at: String,
    pub achieved: String,
    pub decision: String,
    pub outcome: Outcome,
    pub reason: String,
}

impl LineView {
    fn of(line: Line, year: Year) -> Self {
        let name = |award: Option<AwardCode>| award.map_or("–", |award| award_name(award, year)).to_owned();
        let address = |of: &str, id: Option<i64>| id.map_or_else(String::new, |id| format!("/{of}/{id}"));
        Self {
            registered: name(line.registered),
            registered_at: address("registrations", line.registration.map(|id| id.0)),
            proposed: name(line.proposed),
            dossier_state: line.dossier_state.map_or("", |state| state.word()),
            proposed_at: address("dossiers", line.dossier.map(|id| id.0)),
            achieved: name(line.achieved),
            outcome: line.outcome,
            reason: line.reason(),
            decision: line.decision.unwrap_or_default(),
            name: line.subject_name,
            unit: line.unit_name,
        }
    }
}

#[derive(Template)]
#[template(path = "rounds/ledger.html")]
struct LedgerPage {
    shell: Shell,
    year: String,
    unit: String,
    outcome: String,
    of_unit: String,
    years: Vec<Choice>,
    units: UnitChoices,
    outcomes: Vec<Choice>,
    chips: Vec<Chip>,
    clear: String,
    files: String,
    lines: Vec<LineView>,
    paging: Paging,
}

fn filter_of(
    conn: &mut Connection,
    actor: &Actor,
    query: &Query,
    today: chrono::NaiveDate,
) -> AppResult<(Asked, Filter)> {
    let asked = Asked::of(conn, actor, query, today)?;
    let outcome = Outcome::from_code(&query.outcome);
    let filter = Filter { year: asked.year, unit: asked.unit, outcome, subjects: None };
    Ok((asked, filter))
}

/// GET /rounds/ledger
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let sent = query.clone();
    let found = db.read(move |conn| {
        let (asked, filter) = filter_of(conn, &actor, &sent, today)?;
        let year = asked.year.to_string();
        let in_address = [("year", year.as_str()), ("unit", &sent.unit), ("outcome", &sent.outcome)];
        let paging = Paging::new(PATH, &in_address, page_number(&sent.page), ledger::total(conn, filter)?);
        let lines = ledger::lines(conn, filter, PAGE_SIZE, paging.offset())?;
        let choices = choices(conn, &asked)?;
        Ok((asked, filter, paging, lines, choices))
    });
    let (asked, filter, paging, lines, (years, units)) = found.await?;
    let year = asked.year.to_string();
    let outcome = filter.outcome.map_or("", Outcome::code);
    let in_address = [("year", year.as_str()), ("unit", query.unit.as_str()), ("outcome", outcome)];
    let unit = if asked.sees_all { asked.unit_name.clone() } else { String::new() };
    let labels = [("unit", unit), ("outcome", filter.outcome.map_or("", Outcome::word).to_owned())];
    page(&LedgerPage {
        shell: Shell::for_page(&user, Menu::Rounds),
        chips: lists::chips(PATH, &in_address, &labels),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        of_unit: asked.of_unit(),
        outcomes: words(Outcome::WORDS),
        lines: lines.into_iter().map(|line| LineView::of(line, asked.year)).collect(),
        outcome: outcome.to_owned(),
        unit: asked.unit_code,
        year,
        years,
        units,
        paging,
    })
}

/// GET /rounds/ledger.csv, .xlsx
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
        Ok((asked.year, ledger::lines(conn, filter, -1, 0)?))
    });
    let (year, lines) = found.await?;
    let code = |award: Option<AwardCode>| award.map_or("", AwardCode::code);
    let row = |it: Line| -> Vec<Value> {
        let reason = it.reason();
        vec![
            year.0.into(),
            it.subject_code.into(),
            it.subject_name.into(),
            it.unit_code.into(),
            code(it.registered).into(),
            code(it.proposed).into(),
            it.dossier_state.map_or("", |state| state.word()).into(),
            code(it.achieved).into(),
            it.decision.unwrap_or_default().into(),
            Value::Word(it.outcome.code()),
            reason.into(),
        ]
    };
    let rows: Vec<_> = lines.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Sổ theo dõi kết quả", kind.into_inner(), &FORMAT, rows).await
}

/// GET /rounds/ledger/print
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
        Ok((asked, ledger::lines(conn, filter, -1, 0)?, letterhead(conn, today)?))
    });
    let (asked, lines, head) = found.await?;
    let year = asked.year.to_string();
    let count = lines.len();
    let title = format!("Đăng ký, đề nghị và kết quả thi đua, khen thưởng năm {year}{}", asked.of_unit());
    let lines = lines.into_iter().map(|line| LineView::of(line, asked.year)).collect();
    let paper = paper_view::ledger(&head, &title, lines);
    let in_address = address("", &[("year", &year), ("unit", &query.unit), ("outcome", &query.outcome)]);
    let bundle = paper_view::bundle(PATH, in_address, title, paper, "Không có đăng ký, đề nghị nào.");
    let shell = Shell::for_page(&user, Menu::Rounds);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}
