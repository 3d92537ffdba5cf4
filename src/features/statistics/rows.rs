//! GET: exactly the rows that a number of a form counts, and their file.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::counting::{Filled, UNKNOWN_MANNER, UNPLACED, What, fill, form_of};
use super::pages;
use super::rows_view::*;
use super::store::{self, AwardGroup, AwardRow, MovementRow};
use super::view::{address_of, days_of};
use crate::db::{Connection, Db};
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

/// A cell of a form, as in the address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
    #[serde(default)]
    period: String,
    /// Code of a row; empty: all.
    #[serde(default)]
    row: String,
    /// Key of a column; empty: all.
    #[serde(default)]
    column: String,
    #[serde(default)]
    page: String,
}

const AWARDS: TableFormat = TableFormat {
    name: "statistics_awards",
    columns: &[
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên tập thể", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::optional("position", "Chức vụ", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("award_name", "Danh hiệu, hình thức", Kind::Line),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::required("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("authority", "Cơ quan quyết định", Kind::Line),
    ],
};
const MOVEMENTS: TableFormat = TableFormat {
    name: "statistics_movements",
    columns: &[
        Column::required("name", "Phong trào", Kind::Line),
        Column::optional("launched_by", "Cơ quan phát động", Kind::Line),
        Column::optional("document_number", "Số văn bản", Kind::Line),
        Column::required("starts_on", "Từ ngày", Kind::Date),
        Column::required("ends_on", "Đến ngày", Kind::Date),
    ],
};

/// The rows of a cell: awards, or movements.
#[derive(Default)]
struct Found {
    title: String,
    total: i64,
    awards: Vec<AwardRow>,
    movements: Vec<MovementRow>,
}

/// Which rows of them: from which page, or all.
#[derive(Clone, Copy)]
enum Which {
    Page(i64),
    All,
}

/// # Errors
/// `NotFound` where the form has no such cell.
fn found(
    conn: &mut Connection,
    form: &str,
    query: &Query,
    today: NaiveDate,
    which: Which,
) -> AppResult<(Filled, Found, Option<Paging>)> {
    let asked = pages::Query { year: query.year.clone(), period: query.period.clone() };
    let period = asked.period(conn, today)?;
    let filled = fill(conn, period, &[form_of(&period, form)?])?.pop().ok_or(AppError::NotFound)?;
    let items = filled.behind(&query.row, &query.column).ok_or(AppError::NotFound)?;
    let total = Filled::count(&items);
    let paging = match which {
        Which::Page(number) => Some(paging_of(&filled, query, number, total)),
        Which::All => None,
    };
    let (limit, offset) = paging.as_ref().map_or((-1, 0), |paging| (PAGE_SIZE, paging.offset()));
    let groups: Vec<&AwardGroup> = items
        .iter()
        .filter_map(|it| match &it.what {
            What::Awards(group) => Some(group),
            What::Movement(_) => None,
        })
        .collect();
    let awards = store::award_rows(conn, &period, &groups, limit, offset)?;
    let movements = items.iter().filter_map(|it| match &it.what {
        What::Movement(row) => Some(row.clone()),
        What::Awards(_) => None,
    });
    let from = usize::try_from(offset).unwrap_or_default();
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let movements = movements.skip(from).take(most).collect();
    let found = Found { title: title_of(&filled, query), total, awards, movements };
    Ok((filled, found, paging))
}

fn paging_of(filled: &Filled, query: &Query, number: i64, total: i64) -> Paging {
    let (path, year) = (format!("/statistics/{}/rows", filled.form.code), filled.period.year.to_string());
    Paging::new(&path, &in_address(filled, query, &year), number, total)
}

fn in_address<'q>(filled: &Filled, query: &'q Query, year: &'q str) -> [(&'static str, &'q str); 4] {
    let period = filled.period.window.code();
    [("year", year), ("period", period), ("row", &query.row), ("column", &query.column)]
}

/// "Cá nhân – Bằng khen của Thủ tướng Chính phủ (cá nhân)"
fn title_of(filled: &Filled, query: &Query) -> String {
    let mut rows = filled.table.parts.iter().flat_map(|it| &it.rows);
    let row = match query.row.as_str() {
        "" => "Tổng số".to_owned(),
        UNPLACED => "Chưa phân nhóm được".to_owned(),
        UNKNOWN_MANNER => "Chưa rõ phương thức".to_owned(),
        code => rows.find(|(row, _)| row.code == code).map_or_else(String::new, |(row, _)| row.label.clone()),
    };
    match filled.table.columns.iter().find(|it| it.key == query.column) {
        None => row,
        Some(it) if it.kind.is_empty() => format!("{row} – {}", it.name),
        Some(it) => format!("{row} – {} ({})", it.name, it.kind.to_lowercase()),
    }
}

/// GET /statistics/{form}/rows
pub async fn index(
    user: CurrentUser,
    form: web::Path<String>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let (today, query) = (user.today, query.into_inner());
    let read = db.read(move |conn| {
        let which = Which::Page(page_number(&query.page));
        let (filled, found, paging) = found(conn, &form, &query, today, which)?;
        let query = address("", &in_address(&filled, &query, &filled.period.year.to_string()));
        Ok((filled, found, paging, query))
    });
    let (filled, found, paging, query) = read.await?;
    page(&RowsPage {
        shell: Shell::for_page(&user, Menu::Statistics),
        title: found.title,
        form: &filled.form.title,
        form_address: address_of(filled.form, "", &filled.period),
        days: days_of(&filled.period),
        awards: found.awards.into_iter().map(AwardLine::of).collect(),
        movements: found.movements.iter().map(MovementLine::of).collect(),
        paging: paging.unwrap_or_else(|| Paging::new("", &[], 1, found.total)),
        files: (format!("/statistics/{}/rows", filled.form.code), query),
    })
}

/// GET /statistics/{form}/rows.csv, /statistics/{form}/rows.xlsx
pub async fn file(
    user: CurrentUser,
    asked: web::Path<(String, FileKind)>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let (form, kind) = asked.into_inner();
    let today = user.today;
    let (filled, found, _) = db.read(move |conn| found(conn, &form, &query, today, Which::All)).await?;
    if filled.form.levels.is_empty() {
        let rows: Vec<Vec<Value>> = found.movements.into_iter().map(movement_values).collect();
        return lists::file(kind, &MOVEMENTS, rows).await;
    }
    let rows: Vec<Vec<Value>> = found.awards.into_iter().map(award_values).collect();
    lists::personal_file(&db, user.actor, "Khen thưởng theo biểu thống kê", kind, &AWARDS, rows).await
}

fn award_values(row: AwardRow) -> Vec<Value> {
    let name = row.award.award().name_on(row.decided_on);
    vec![
        row.subject_code.into(),
        row.subject_name.into(),
        row.unit_code.into(),
        row.position.into(),
        row.award.code().into(),
        name.into(),
        row.decision_no.into(),
        row.decided_on.into(),
        authority_name(&row.authority).into(),
    ]
}

fn movement_values(row: MovementRow) -> Vec<Value> {
    vec![row.name.into(), row.launched_by.into(), row.document_number.into(), row.starts_on.into(), row.ends_on.into()]
}
