//! GET: the golden book and the register of blanks as one list, a row for each blank, and their file.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::register_store::{self as store, Filter, Row};
use super::view::fate;
use crate::db::{Connection, Db};
use crate::domain::certificate::State;
use crate::domain::date::format_date;
use crate::domain::law::AwardCode;
use crate::error::AppResult;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, Chip, FileKind};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, address, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::status::Tagged;

use super::template_store::awards;

const PATH: &str = "/certificates/register";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct RegisterQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "certificates",
    columns: &[
        Column::required("book_year", "Năm của sổ", Kind::YEAR),
        Column::required("book_no", "Số sổ vàng", Kind::COUNT),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::optional("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("serial", "Số phôi", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("printed_on", "Ngày in", Kind::Date),
        Column::optional("received_by", "Người nhận", Kind::Line),
        Column::optional("handed_on", "Ngày trao", Kind::Date),
        Column::optional("spoiled_on", "Ngày hỏng", Kind::Date),
        Column::optional("reason", "Lý do hỏng", Kind::Line),
        Column::optional("returned_on", "Ngày thu hồi", Kind::Date),
    ],
};

/// A blank of the list.
pub struct RegisterLine {
    address: String,
    number: String,
    name: String,
    unit: String,
    award: String,
    decision: String,
    serial: String,
    state: State,
    printed_on: String,
    fate: String,
    must_come_back: bool,
}

impl RegisterLine {
    fn of(it: &Row) -> Self {
        let line = &it.line;
        Self {
            address: format!("/certificates/awards/{}", line.id),
            number: line.certificate.as_ref().map_or_else(String::new, |it| it.book_no.to_string()),
            name: line.name.clone(),
            unit: unit_beside(&line.name, &line.unit_name),
            award: award_name(line.award, line.year).to_owned(),
            decision: it.decision_no.clone(),
            serial: it.blank.serial.clone(),
            state: it.blank.state,
            printed_on: format_date(it.blank.printed_on),
            fate: fate(&it.blank),
            must_come_back: line.is_revoked() && it.blank.state.is_out(),
        }
    }
}

#[derive(Template)]
#[template(path = "certificates/register.html")]
struct RegisterPage {
    shell: Shell,
    year: String,
    award: String,
    state: String,
    years: Vec<Choice>,
    awards: Vec<Choice>,
    states: Vec<Choice>,
    chips: Vec<Chip>,
    clear: String,
    files: String,
    lines: Vec<RegisterLine>,
    paging: Paging,
}

fn filter_of(conn: &mut Connection, asked: &RegisterQuery, today: chrono::NaiveDate) -> AppResult<Filter> {
    Ok(Filter {
        year: years::ops::asked_or_current(conn, &asked.year, today)?,
        award: AwardCode::from_code(&asked.award),
        state: State::from_code(&asked.state),
    })
}

/// GET /certificates/register
pub async fn index(user: CurrentUser, query: web::Query<RegisterQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let filter = filter_of(conn, &query, today)?;
        let total = store::count(conn, filter)?;
        let (award, state) = (filter.award.map_or("", AwardCode::code), filter.state.map_or("", State::code));
        let in_address = [("year", filter.year.to_string()), ("award", award.to_owned()), ("state", state.to_owned())];
        let pairs: Vec<(&str, &str)> = in_address.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let paging = Paging::new(PATH, &pairs, page_number(&query.page), total);
        let rows = store::rows(conn, filter, PAGE_SIZE, paging.offset())?;
        Ok((filter, in_address, paging, rows, years::ops::choices(conn)?))
    });
    let (filter, in_address, paging, rows, years) = found.await?;
    let pairs: Vec<(&str, &str)> = in_address.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let name = |award: AwardCode| award_name(award, filter.year).to_owned();
    let labels = [
        ("award", filter.award.map_or_else(String::new, name)),
        ("state", filter.state.map_or_else(String::new, |state| state.word().to_owned())),
    ];
    page(&RegisterPage {
        shell: Shell::for_page(&user, Menu::Certificates),
        chips: lists::chips(PATH, &pairs, &labels),
        clear: address(PATH, &pairs[..1]),
        files: address("", &pairs),
        year: pairs[0].1.to_owned(),
        award: pairs[1].1.to_owned(),
        state: pairs[2].1.to_owned(),
        years,
        awards: awards().map(|award| Choice::new(award.code(), name(award))).collect(),
        states: words(State::WORDS),
        lines: rows.iter().map(RegisterLine::of).collect(),
        paging,
    })
}

/// GET /certificates/register.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<RegisterQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    let today = user.today;
    let rows = db.read(move |conn| {
        let filter = filter_of(conn, &query, today)?;
        store::rows(conn, filter, -1, 0)
    });
    let rows: Vec<Vec<Value>> = rows.await?.into_iter().filter_map(values).collect();
    let what = "Sổ vàng, sổ theo dõi phôi";
    lists::personal_file(&db, user.actor, what, kind.into_inner(), &FORMAT, rows).await
}

fn values(Row { line, blank, decision_no, decided_on }: Row) -> Option<Vec<Value>> {
    let certificate = line.certificate?;
    Some(vec![
        certificate.book_year.0.into(),
        certificate.book_no.into(),
        line.subject_code.into(),
        line.name.into(),
        line.unit_code.into(),
        line.award.code().into(),
        decision_no.into(),
        decided_on.into(),
        blank.serial.into(),
        Value::Word(blank.state.code()),
        blank.printed_on.into(),
        blank.received_by.into(),
        blank.handed_on.into(),
        blank.spoiled_on.into(),
        blank.reason.into(),
        blank.returned_on.into(),
    ])
}
