//! GET: the register of a source and budget year, and its file.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{self, Source};
use super::store::{self, Row};
use super::view::{Facts, IndexPage};
use super::{form, register};
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::fund::{EntryKind, Ledger, Side, Totals};
use crate::domain::ids::FundSourceId;
use crate::domain::money::Dong;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::paging::{self, Paging, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

pub const PATH: &str = "/funds";

/// Which register, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub page: String,
}

/// A register with its source and the others.
pub struct Register {
    pub year: Year,
    pub source: Source,
    pub sources: Vec<Source>,
    pub rows: Vec<Row>,
}

impl Register {
    /// That is asked for: by default of this year and the first source.
    pub fn load(conn: &mut Connection, query: &Query, today: NaiveDate) -> AppResult<Self> {
        let year = Year::parse(&query.year).unwrap_or(Year::of(today));
        let sources = ops::sources(conn)?;
        let asked = query.source.parse().ok().map(FundSourceId);
        let source = sources.iter().find(|source| Some(source.id) == asked).or(sources.first()).cloned();
        let source = source.ok_or(AppError::NotFound)?;
        let rows = store::rows(conn, source.id, year)?;
        Ok(Self { year, source, sources, rows })
    }

    pub fn ledger(&self) -> Ledger {
        Ledger::of(self.rows.iter().map(Row::entry).collect())
    }

    pub fn totals(&self) -> Totals {
        self.ledger().totals()
    }

    pub fn address(&self, path: &str) -> String {
        address(path, self.year, self.source.id)
    }
}

pub fn address(path: &str, year: Year, source: FundSourceId) -> String {
    paging::address(path, &[("year", &year.to_string()), ("source", &source.to_string())])
}

const FORMAT: TableFormat = TableFormat {
    name: "funds",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("source", "Nguồn chi", Kind::Line),
        Column::required("entered_on", "Ngày chứng từ", Kind::Date),
        Column::optional("document_no", "Số chứng từ", Kind::Line),
        Column::required("kind", "Loại", Kind::Word(|| EntryKind::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("content", "Diễn giải", Kind::Line),
        Column::optional("subject_name", "Người, tập thể nhận", Kind::Line),
        Column::optional("received", "Thu (đồng)", Kind::Money),
        Column::optional("paid", "Chi (đồng)", Kind::Money),
        Column::optional("set", "Dự toán, mức cho chi vượt (đồng)", Kind::Money),
        Column::required("balance", "Tồn (đồng)", Kind::Money),
        Column::optional("note", "Ghi chú", Kind::Line),
    ],
};

/// GET /funds
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let (asked, today) = (query.clone(), user.today);
    let found = db.read(move |conn| {
        let register = Register::load(conn, &asked, today)?;
        let history = history::of(conn, Object::Fund(register.year))?;
        Ok((store::years(conn)?, register, history))
    });
    let (years, register, history) = found.await?;
    let lines = register::lines(&register.rows, |kind| policy::may(&user, ops::act_of(kind)));
    let (year, source) = (register.year.to_string(), register.source.id.to_string());
    let in_address = [("year", year.as_str()), ("source", source.as_str())];
    let paging = Paging::new(PATH, &in_address, page_number(&query.page), lines.len() as i64);
    let shown = paging.cut(lines);
    let is_open = register.source.closed_on.is_none();
    let may = |act: Act| is_open && policy::may(&user, act);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Funds),
        years: year_choices(&years, register.year, today),
        sources: register.sources.iter().map(choice).collect(),
        facts: Facts::of(&register.totals()),
        is_kept: register.ledger().is_open(),
        files: paging::address("", &in_address),
        year,
        source,
        source_name: register.source.name,
        lines: shown,
        paging,
        can_plan: may(Act::PlanFund),
        can_enter: may(Act::EnterFund),
        can_override: may(Act::OverrideFund),
        history,
    })
}

fn year_choices(known: &[Year], asked: Year, today: NaiveDate) -> Vec<Choice> {
    let this = Year::of(today);
    let mut years: Vec<Year> = known.iter().copied().chain([asked, this, Year(this.0 + 1)]).collect();
    years.sort_unstable_by_key(|year| std::cmp::Reverse(year.0));
    years.dedup();
    years.into_iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect()
}

pub fn choice(source: &Source) -> Choice {
    let closed = if source.closed_on.is_some() { " (thôi dùng)" } else { "" };
    Choice::new(source.id.to_string(), format!("{}{closed}", source.name))
}

/// GET /funds.csv, /funds.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let today = user.today;
    let register = db.read(move |conn| Register::load(conn, &query, today)).await?;
    let rows = register::with_balances(&register.rows);
    let rows: Vec<Vec<Value>> = rows.into_iter().map(|(row, left)| values(&register.source.name, row, left)).collect();
    lists::personal_file(&db, user.actor, "Sổ quỹ khen thưởng", kind.into_inner(), &FORMAT, rows).await
}

fn values(source: &str, row: &Row, balance: Dong) -> Vec<Value> {
    let on = |side: Side| if row.kind.side() == side { Value::Money(row.amount) } else { Value::Empty };
    vec![
        Value::from(i64::from(row.year.0)),
        source.to_owned().into(),
        row.entered_on.into(),
        row.document_no.clone().into(),
        Value::Word(row.kind.code()),
        row.content.clone().into(),
        row.subject.clone().into(),
        on(Side::In),
        on(Side::Out),
        on(Side::Beside),
        Value::Money(balance),
        row.note.clone().into(),
    ]
}

/// The form for a new entry of the register that is asked for, with the sources to choose from.
pub fn fresh(conn: &mut Connection, query: &Query, today: NaiveDate) -> AppResult<form::EntryForm> {
    let sources = ops::open_sources(conn)?;
    let asked = query.source.parse().ok().map(FundSourceId);
    let source =
        sources.iter().find(|source| Some(source.id) == asked).or(sources.first()).ok_or(AppError::NotFound)?;
    Ok(form::EntryForm::of(Year::parse(&query.year).unwrap_or(Year::of(today)), source.id, today))
}
