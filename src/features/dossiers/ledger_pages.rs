//! GET: the ledger of list changes, its file and its printed annex.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::ledger::{self, Change, Filter, Line, Stage};
use super::ops::award_name;
use super::pages::award_choices;
use super::paper_view::ledger_annex;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::features::years;
use crate::papers::{Bundle, Format, answer_list};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, Chip, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/dossiers/ledger";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct LedgerQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "dossier_ledger",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("stage", "Giai đoạn", Kind::Word(|| Stage::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("change", "Thay đổi", Kind::Word(|| Change::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_before", "Mã trước khi đổi", Kind::Line),
        Column::required("award_after", "Mã sau khi đổi", Kind::Line),
        Column::required("changed_by", "Người thực hiện", Kind::Line),
        Column::required("changed_on", "Ngày", Kind::Date),
        Column::required("reason", "Lý do", Kind::Paragraphs),
    ],
};

/// One change in words.
pub struct LineView {
    pub address: String,
    pub stage: &'static str,
    pub change: &'static str,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub by: String,
    pub on: String,
    pub reason: String,
}

impl LineView {
    fn of(line: Line, year: Year) -> Self {
        let name = |award| award_name(award, year);
        Self {
            address: format!("/dossiers/{}", line.dossier),
            stage: line.stage.word(),
            change: line.change.word(),
            name: line.subject_name,
            unit: line.unit_name,
            award: if line.award_before == line.award_after {
                name(line.award_after).to_owned()
            } else {
                format!("{} thành {}", name(line.award_before), name(line.award_after))
            },
            by: line.by,
            on: format_date(line.on),
            reason: line.reason,
        }
    }
}

#[derive(Template)]
#[template(path = "dossiers/ledger.html")]
struct LedgerPage {
    shell: Shell,
    year: String,
    award: String,
    years: Vec<Choice>,
    awards: Vec<Choice>,
    chips: Vec<Chip>,
    clear: String,
    files: String,
    counts: Vec<(Stage, i64)>,
    lines: Vec<LineView>,
    paging: Paging,
}

/// GET /dossiers/ledger
pub async fn index(user: CurrentUser, query: web::Query<LedgerQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDossiers)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let asked = query.clone();
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &asked, today)?;
        let (year, total) = (filter.year.to_string(), ledger::total(conn, filter)?);
        let in_address = [("year", year.as_str()), ("award", asked.award.as_str())];
        let paging = Paging::new(PATH, &in_address, page_number(&asked.page), total);
        let lines = ledger::lines(conn, filter, PAGE_SIZE, paging.offset())?;
        Ok((filter, ledger::counts(conn, filter)?, lines, paging, years::ops::choices(conn)?))
    });
    let (filter, counts, lines, paging, years) = found.await?;
    let year = filter.year.to_string();
    let in_address = [("year", year.as_str()), ("award", query.award.as_str())];
    let chosen = filter.award.map_or_else(String::new, |award| award_name(award, filter.year).to_owned());
    page(&LedgerPage {
        shell: Shell::for_page(&user, Menu::Dossiers),
        chips: lists::chips(PATH, &in_address, &[("award", chosen)]),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        awards: award_choices(None, Some(filter.year)),
        lines: lines.into_iter().map(|line| LineView::of(line, filter.year)).collect(),
        award: query.award,
        year,
        years,
        counts,
        paging,
    })
}

/// GET /dossiers/ledger.csv, /dossiers/ledger.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<LedgerQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDossiers)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        Ok((filter.year, ledger::lines(conn, filter, -1, 0)?))
    });
    let (year, lines) = found.await?;
    let row = |line: Line| {
        vec![
            Value::from(i64::from(year.0)),
            Value::Word(line.stage.code()),
            Value::Word(line.change.code()),
            line.subject_code.into(),
            line.subject_name.into(),
            line.unit_code.into(),
            line.award_before.code().into(),
            line.award_after.code().into(),
            line.by.into(),
            line.on.into(),
            line.reason.into(),
        ]
    };
    let rows: Vec<Vec<Value>> = lines.into_iter().map(row).collect();
    let what = "Theo dõi thay đổi danh sách đề nghị";
    lists::personal_file(&db, user.actor, what, kind.into_inner(), &FORMAT, rows).await
}

/// GET /dossiers/ledger/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<LedgerQuery>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDossiers)?;
    let (actor, today, asked) = (user.actor.clone(), user.today, query.clone());
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &asked, today)?;
        let (counts, lines) = (ledger::counts(conn, filter)?, ledger::lines(conn, filter, -1, 0)?);
        Ok((filter, counts, lines, letterhead(conn, today)?))
    });
    let (Filter { year, award, .. }, counts, lines, head) = found.await?;
    let of_award = award.map_or_else(String::new, |award| format!(" {}", award_name(award, year)));
    let title = format!("Theo dõi thay đổi danh sách đề nghị{of_award} năm {year}");
    let count = lines.len();
    let lines = lines.into_iter().map(|line| LineView::of(line, year)).collect();
    let year = year.to_string();
    let in_address = [("year", year.as_str()), ("award", query.award.as_str())];
    let bundle = Bundle {
        papers: vec![ledger_annex(&head, &title, &counts, lines)],
        title,
        empty: "",
        back: address(PATH, &in_address),
        address: format!("{PATH}/print"),
        query: address("", &in_address),
    };
    let shell = Shell::for_page(&user, Menu::Dossiers);
    answer_list(&db, user.actor, count, format, shell, bundle).await
}

fn filter_of(conn: &mut Connection, actor: &Actor, query: &LedgerQuery, today: NaiveDate) -> AppResult<Filter> {
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        award: AwardCode::from_code(&query.award),
        scope: policy::dossiers_of(actor),
    })
}
