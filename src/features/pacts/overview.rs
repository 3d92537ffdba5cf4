//! GET /pacts/progress: every unit's quarters side by side.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{self, Filter, Listed};
use super::reports::{self, Line, Report};
use super::show::verdict_at;
use super::view::{Cell, OverviewLine, OverviewPage};
use crate::db::{Connection, Db};
use crate::domain::ids::*;
use crate::domain::pact::{Quarter, ReportState, State};
use crate::domain::target::Verdict;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::targets::ops::{self as targets, Target};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{Paging, address, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/pacts/progress";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct OverviewQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    page: String,
}

const VERDICT: Kind = Kind::Word(|| Verdict::WORDS.to_vec(), Written::AsOnScreen);
const FORMAT: TableFormat = TableFormat {
    name: "pact_progress",
    columns: &[
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::optional("quarter_1", "Quý I", VERDICT),
        Column::optional("quarter_2", "Quý II", VERDICT),
        Column::optional("quarter_3", "Quý III", VERDICT),
        Column::optional("quarter_4", "Quý IV", VERDICT),
    ],
};

/// The signed pacts of a year with their four quarters: four reads, however many units there are.
fn overview(conn: &mut Connection, year: Year, today: NaiveDate) -> AppResult<Vec<OverviewLine>> {
    let signed = ops::list(conn, Filter { year, unit: None, state: Some(State::Signed), with_drafts: false })?;
    let mut of_pact: HashMap<PactId, Vec<Target>> = HashMap::new();
    for target in targets::of_pacts(conn, year)? {
        of_pact.entry(target.pact_id.unwrap_or(PactId(0))).or_default().push(target);
    }
    let (found, all_lines) = reports::of_year(conn, year)?;
    let mut lines: HashMap<PactReportId, Vec<Line>> = HashMap::new();
    for line in all_lines {
        lines.entry(line.report_id).or_default().push(line);
    }
    let by_place: HashMap<(PactId, i32), Report> = found.into_iter().map(|it| ((it.pact_id, it.quarter), it)).collect();
    let row = |pact: Listed| {
        let targets = of_pact.get(&pact.id).map(Vec::as_slice).unwrap_or_default();
        let cell = |at: Quarter| {
            let report = by_place.get(&(pact.id, at.number));
            let own = report.and_then(|it| lines.get(&it.id)).map(Vec::as_slice).unwrap_or_default();
            let is_told = report.is_some() || at.end() < today;
            let verdict = is_told.then(|| verdict_at(targets, report, own, at));
            Cell { quarter: at, verdict, report: report.map(|it| it.state) }
        };
        let cells = Quarter::of_year(year).map(cell).collect();
        OverviewLine { id: pact.id, unit: pact.unit_name, code: pact.unit_code, cells }
    };
    Ok(signed.into_iter().map(row).collect())
}

/// GET /pacts/progress
pub async fn index(user: CurrentUser, query: web::Query<OverviewQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, query) = (user.today, query.into_inner());
    let asked_page = page_number(&query.page);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, overview(conn, year, today)?))
    });
    let (year, years, lines) = found.await?;
    let shown_year = year.to_string();
    let in_address = [("year", shown_year.as_str())];
    let paging = Paging::new(PATH, &in_address, asked_page, lines.len() as i64);
    page(&OverviewPage {
        shell: Shell::for_page(&user, Menu::Pacts),
        years,
        files: address("", &in_address),
        quarters: Quarter::of_year(year).collect(),
        lines: paging.cut(lines),
        paging,
        year: shown_year,
    })
}

/// GET /pacts/progress.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<OverviewQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let lines = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        overview(conn, year, today)
    });
    let row = |it: OverviewLine| -> Vec<Value> {
        let cells = it.cells.iter().map(|cell| cell.verdict.map_or(Value::Empty, |it| Value::Word(it.code())));
        [it.code.clone().into(), it.unit.clone().into()].into_iter().chain(cells).collect()
    };
    let rows: Vec<_> = lines.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

impl Cell {
    /// Said beside the verdict: that nobody has confirmed it yet, or that it was sent back.
    pub fn remark(&self) -> &'static str {
        match self.report {
            Some(ReportState::Reported) => "chờ xác nhận",
            Some(ReportState::Returned) => "đã trả lại",
            Some(ReportState::Confirmed) | None => "",
        }
    }
}
