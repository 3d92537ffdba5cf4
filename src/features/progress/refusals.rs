//! GET: what was turned down in a year, with the reasons, and the same as a file.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::store::{self, Refusal, RefusalFilter};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::domain::{dossier, registration};
use crate::error::AppResult;
use crate::features::{units, years};
use crate::policy::{self, Act, Actor};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::percent_encode;
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/progress/refusals";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct RefusalQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    page: String,
}

impl RefusalQuery {
    fn in_address<'q>(&'q self, year: &'q str) -> [(&'static str, &'q str); 3] {
        [("year", year), ("unit", &self.unit), ("award", &self.award)]
    }
}

const FORMAT: TableFormat = TableFormat {
    name: "refusals",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên tập thể", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("paper", "Bước", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Line),
        Column::optional("reason", "Lý do", Kind::Line),
        Column::required("since", "Ngày", Kind::Date),
    ],
};

fn filter_of(conn: &mut Connection, actor: &Actor, query: &RefusalQuery, today: NaiveDate) -> AppResult<RefusalFilter> {
    Ok(RefusalFilter {
        year: years::ops::asked_or_current(conn, &query.year, today)?,
        scope: policy::registrations_of(actor),
        unit: units::ops::asked(conn, &query.unit)?,
        award: AwardCode::from_code(&query.award),
    })
}

/// GET /progress/refusals
pub async fn index(user: CurrentUser, query: web::Query<RefusalQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeRegistrations)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let read = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        let total = store::refusal_count(conn, &filter)?;
        let year = filter.year.to_string();
        let paging = Paging::new(PATH, &query.in_address(&year), page_number(&query.page), total);
        let rows = store::refusals(conn, &filter, PAGE_SIZE, paging.offset())?;
        Ok((filter.year, paging, rows, units::ops::choices(conn, &query.unit)?, years::ops::choices(conn)?, query))
    });
    let (year, paging, rows, units, years, query) = read.await?;
    let (written, awards) = (year.to_string(), awards(year));
    let in_address = query.in_address(&written);
    let labels = [("unit", units.named(&query.unit)), ("award", named(&awards, &query.award))];
    page(&RefusalsPage {
        shell: Shell::for_page(&user, Menu::Progress),
        chips: lists::chips(PATH, &in_address, &labels),
        clear: address(PATH, &[("year", &written)]),
        files: address("", &in_address),
        lines: rows.into_iter().map(|row| line(row, year)).collect(),
        paging,
        year,
        years,
        units,
        awards,
        unit: query.unit,
        award: query.award,
    })
}

/// GET /progress/refusals.csv, /progress/refusals.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<RefusalQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeRegistrations)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let read = db.read(move |conn| {
        let filter = filter_of(conn, &actor, &query, today)?;
        Ok((filter.year, store::refusals(conn, &filter, -1, 0)?))
    });
    let (year, rows) = read.await?;
    let rows = rows.into_iter().map(|row| {
        vec![
            Value::from(i64::from(year.0)),
            row.subject_code.clone().into(),
            row.subject_name.clone().into(),
            row.unit_code.clone().into(),
            row.award.code().into(),
            paper(&row).into(),
            state(&row).into(),
            row.reason.clone().into(),
            Value::Date(row.since.date()),
        ]
    });
    lists::personal_file(&db, user.actor, "Không đạt và lý do", kind.into_inner(), &FORMAT, rows.collect()).await
}

fn line(row: Refusal, year: Year) -> RefusalLine {
    let (record, papers) =
        (if row.is_collective { "units" } else { "people" }, if row.is_dossier { "dossiers" } else { "registrations" });
    RefusalLine {
        address: format!("/{record}/{}", percent_encode(&row.subject_code)),
        award: row.award.award().name_on(year.end()).to_owned(),
        paper: paper(&row),
        paper_address: format!("/{papers}/{}", row.id),
        state: state(&row),
        since: format_date(row.since.date()),
        name: row.subject_name,
        unit: row.unit_name,
        reason: row.reason,
    }
}

const fn paper(row: &Refusal) -> &'static str {
    if row.is_dossier { "Hồ sơ đề nghị" } else { "Đăng ký" }
}

fn state(row: &Refusal) -> &'static str {
    let word = match row.is_dossier {
        true => dossier::State::from_code(&row.state).map(dossier::State::word),
        false => registration::State::from_code(&row.state).map(registration::State::word),
    };
    word.unwrap_or_default()
}

fn awards(year: Year) -> Vec<Choice> {
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    awards.iter().map(|code| Choice::new(code.code(), code.award().name_on(year.end()))).collect()
}

fn named(choices: &[Choice], value: &str) -> String {
    choices.iter().find(|choice| choice.value == value).map_or_else(String::new, |choice| choice.label.clone())
}
