//! GET: the register of numbers with what does not fit in it, its file and its paper.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::register::{self, Entry};
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::number_register::{Numbered, Symbol, faults};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Block, Bundle, Column as PaperColumn, Format, Paper, Signature, answer};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/decisions/register";

/// `kind` is the symbol, "QĐ" where it is none.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
    #[serde(default)]
    kind: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "register",
    columns: &[
        Column::required("number", "Số, ký hiệu", Kind::Line),
        Column::required("day", "Ngày", Kind::Date),
        Column::required("about", "Trích yếu", Kind::Line),
        Column::optional("signer", "Người ký", Kind::Line),
    ],
};

#[derive(Template)]
#[template(path = "decisions/register.html")]
struct RegisterPage {
    shell: Shell,
    year: String,
    years: Vec<Choice>,
    kind: String,
    kinds: Vec<Choice>,
    /// Address and the rest of each line.
    lines: Vec<(String, [String; 4])>,
    faults: Vec<String>,
    /// Path and query of the files and the paper, without their endings.
    query: String,
}

/// The register that was asked for.
struct Register {
    symbol: Symbol,
    year: Year,
    entries: Vec<Entry>,
}

impl Register {
    fn load(conn: &mut Connection, query: &Query, today: chrono::NaiveDate) -> AppResult<Self> {
        let symbol = Symbol::from_code(&query.kind).unwrap_or(Symbol::Decision);
        let year = Year::parse(&query.year).unwrap_or(Year::of(today));
        Ok(Self { symbol, year, entries: register::of(conn, symbol, year)? })
    }

    fn query(&self) -> String {
        address("", &[("year", &self.year.to_string()), ("kind", self.symbol.code())])
    }

    fn faults(&self) -> Vec<String> {
        let numbered: Vec<Numbered> = self.entries.iter().map(Entry::numbered).collect();
        faults(&numbered).iter().map(register::words_of).collect()
    }
}

/// GET /decisions/register
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let today = user.today;
    let found = db.read(move |conn| Ok((Register::load(conn, &query, today)?, register::years(conn, today)?)));
    let (register, years) = found.await?;
    page(&RegisterPage {
        shell: Shell::for_page(&user, Menu::Decisions),
        query: register.query(),
        faults: register.faults(),
        year: register.year.to_string(),
        years: years.into_iter().map(|year| Choice::new(year.to_string(), year.to_string())).collect(),
        kind: register.symbol.code().to_owned(),
        kinds: words(Symbol::WORDS),
        lines: register.entries.into_iter().map(|entry| (entry.address.clone(), cells(entry))).collect(),
    })
}

fn cells(entry: Entry) -> [String; 4] {
    [entry.number, format_date(entry.day), entry.about, entry.signer]
}

/// GET /decisions/register.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let today = user.today;
    let register = db.read(move |conn| Register::load(conn, &query, today)).await?;
    let row = |it: Entry| vec![it.number.into(), Some(it.day).into(), it.about.into(), it.signer.into()];
    let rows: Vec<Vec<Value>> = register.entries.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /decisions/register/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeDecisions)?;
    let today = user.today;
    let found = db.read(move |conn| Ok((Register::load(conn, &query, today)?, letterhead(conn, today)?)));
    let (register, head) = found.await?;
    let query = register.query();
    let bundle = Bundle {
        title: format!("Sổ đăng ký {} năm {}", register.symbol.word().to_lowercase(), register.year),
        papers: if register.entries.is_empty() { Vec::new() } else { vec![paper(&head, register)] },
        empty: "Chưa có văn bản nào trong sổ.",
        back: format!("{PATH}{query}"),
        address: format!("{PATH}/print"),
        query,
    };
    answer(format, Shell::for_page(&user, Menu::Decisions), bundle).await
}

fn paper(head: &Letterhead, register: Register) -> Paper {
    let columns = vec![
        PaperColumn::narrow("STT"),
        PaperColumn::narrow("Số, ký hiệu"),
        PaperColumn::narrow("Ngày"),
        PaperColumn::wide("Trích yếu", 5),
        PaperColumn::wide("Người ký", 2),
    ];
    let mut blocks = Vec::new();
    let notes = register.faults();
    let row = |(at, entry): (usize, Entry)| [vec![(at + 1).to_string()], cells(entry).to_vec()].concat();
    let rows = register.entries.into_iter().enumerate().map(row).collect();
    blocks.push(Block::table("Sổ đăng ký", columns, rows));
    if !notes.is_empty() {
        blocks.push(Block::fact("Kiểm tra sổ", notes.join(" ")));
    }
    Paper {
        head: head.into(),
        title: format!("SỔ ĐĂNG KÝ {}", register.symbol.word().to_uppercase()),
        subtitle: format!("Năm {}", register.year),
        is_landscape: true,
        blocks,
        signatures: vec![Signature::of("NGƯỜI GIỮ SỔ", "")],
        ..Paper::default()
    }
}
