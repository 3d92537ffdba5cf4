//! The list of the forms, and a form as a page.

use askama::Template;

use super::counting::Filled;
use super::notes::Note;
use crate::domain::date::format_date;
use crate::domain::law::{Countable, StatisticsForm};
use crate::domain::number::format_whole;
use crate::domain::statistics::{Column, Line, Period, Table};
use crate::web::forms::Choice;
use crate::web::paging::address;
use crate::web::shell::Shell;

/// The address of a form, or of something of it, in a period.
pub fn address_of(form: &StatisticsForm, rest: &str, period: &Period) -> String {
    address(&format!("/statistics/{}{rest}", form.code), &in_address(period, &period.year.to_string()))
}

pub fn in_address<'q>(period: &Period, year: &'q str) -> [(&'static str, &'q str); 2] {
    [("year", year), ("period", period.window.code())]
}

/// "01/12/2013 – 30/11/2014"
pub fn days_of(period: &Period) -> String {
    format!("{} – {}", format_date(period.first), format_date(period.last))
}

/// The choice of year and period.
pub struct FilterBar {
    pub year: String,
    pub period: String,
    pub years: Vec<Choice>,
    pub periods: Vec<Choice>,
}

/// How the plain count and the parts agree: "khớp", or who differs by how much.
pub fn agreement(table: &Table) -> String {
    let differences = table.differences();
    if differences.is_empty() {
        return "khớp".to_owned();
    }
    let said = |(part, by): &(&str, i64)| match by {
        0 => format!("{} lệch giữa các cột", part.to_lowercase()),
        by => format!("{} lệch {by:+}", part.to_lowercase()),
    };
    differences.iter().map(said).collect::<Vec<_>>().join("; ")
}

/// "Theo đối tượng: 18 = theo phương thức khen thưởng: 18 = đếm thẳng từ danh sách khen thưởng: 18".
pub fn proof(filled: &Filled) -> String {
    let table = &filled.table;
    let mut said: Vec<String> = table
        .parts
        .iter()
        .map(|it| format!("{}: {}", it.part.label.to_lowercase(), format_whole(it.sum.total)))
        .collect();
    let register = match filled.form.counts {
        Countable::Awards => "danh sách khen thưởng",
        Countable::Movements => "danh sách phong trào",
    };
    said.push(format!("đếm thẳng từ {register}: {}", format_whole(table.direct.total)));
    said.join("; ")
}

/// A form in the list.
pub struct IndexLine {
    pub title: &'static str,
    pub address: String,
    pub paper: String,
    /// Before and after the ending of a file.
    pub files: (String, String),
    pub total: String,
    pub agreement: String,
    pub is_right: bool,
}

impl IndexLine {
    pub fn of(filled: &Filled) -> Self {
        let query = address("", &in_address(&filled.period, &filled.period.year.to_string()));
        Self {
            title: &filled.form.title,
            address: address_of(filled.form, "", &filled.period),
            paper: address_of(filled.form, "/print", &filled.period),
            files: (format!("/statistics/{}", filled.form.code), query),
            total: format_whole(filled.table.direct.total),
            agreement: agreement(&filled.table),
            is_right: filled.table.differences().is_empty(),
        }
    }
}

#[derive(Template)]
#[template(path = "statistics/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub days: String,
    pub lines: Vec<IndexLine>,
    pub paper: String,
    /// Where the codes are typed; empty for who may not read them.
    pub codes: String,
}

/// A number with the rows behind it; without a link where there are none, or for who may not read them.
pub struct Cell {
    pub number: String,
    pub link: String,
}

/// Columns with one name over them.
pub struct Head {
    pub name: String,
    pub kinds: Vec<&'static str>,
}

pub struct RowLine {
    pub code: String,
    pub label: String,
    pub measure: String,
    pub is_share: bool,
    pub cells: Vec<Cell>,
}

pub struct PartLines {
    pub label: String,
    pub rows: Vec<RowLine>,
}

#[derive(Template)]
#[template(path = "statistics/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub filter: FilterBar,
    pub title: &'static str,
    pub code: &'static str,
    /// Mã biểu, as typed.
    pub form_code: String,
    pub days: String,
    pub heads: Vec<Head>,
    pub total: Vec<Cell>,
    pub parts: Vec<PartLines>,
    /// Column by column, the total first.
    pub control: Vec<String>,
    pub is_right: bool,
    pub agreement: String,
    pub proof: String,
    pub notes: Vec<Note>,
    /// "BK tỉnh: Bằng khen của …"
    pub key: Vec<String>,
    pub counts_awards: bool,
    /// Of the special rows behind notes.
    pub rows: String,
    pub query: String,
    pub codes: String,
    pub can_see_rows: bool,
}

impl FormPage {
    pub fn has_kinds(&self) -> bool {
        self.heads.iter().any(|head| head.kinds.iter().any(|kind| !kind.is_empty()))
    }

    /// How many columns the table has in all.
    pub fn width(&self) -> usize {
        4 + self.heads.iter().map(|head| head.kinds.len()).sum::<usize>()
    }
}

/// Columns beside each other that share their head.
pub fn heads_of(columns: &[Column]) -> Vec<Head> {
    columns
        .chunk_by(|one, next| one.head == next.head)
        .map(|same| Head { name: same[0].head.clone(), kinds: same.iter().map(|it| it.kind).collect() })
        .collect()
}

/// The abbreviations over the columns in full; none where nothing is abbreviated.
pub fn key_of(columns: &[Column]) -> Vec<String> {
    let heads = columns.chunk_by(|one, next| one.head == next.head).map(|same| &same[0]);
    heads.filter(|it| it.head != it.name).map(|it| format!("{}: {}", it.head, it.name)).collect()
}

/// The numbers of a row of the form, the total first.
pub fn cells_of(filled: &Filled, row: &str, line: &Line, can_see_rows: bool) -> Vec<Cell> {
    let (path, year) = (format!("/statistics/{}/rows", filled.form.code), filled.period.year.to_string());
    let cell = |column: &str, n: i64| {
        let [year, period] = in_address(&filled.period, &year);
        let link = address(&path, &[year, period, ("row", row), ("column", column)]);
        Cell { number: format_whole(n), link: if n == 0 || !can_see_rows { String::new() } else { link } }
    };
    let of_columns = filled.table.columns.iter().zip(&line.cells).map(|(column, n)| cell(&column.key, *n));
    std::iter::once(cell("", line.total)).chain(of_columns).collect()
}

pub fn parts_of(filled: &Filled, can_see_rows: bool) -> Vec<PartLines> {
    let part = |it: &crate::domain::statistics::Part<'static>| PartLines {
        label: it.part.label.clone(),
        rows: it
            .rows
            .iter()
            .map(|(row, line)| RowLine {
                code: row.code.clone(),
                label: row.label.clone(),
                measure: row.measure.clone(),
                is_share: row.depth > 0,
                cells: cells_of(filled, &row.code, line, can_see_rows),
            })
            .collect(),
    };
    filled.table.parts.iter().map(part).collect()
}

/// Of the total and each column: "khớp", or the greatest difference.
pub fn control_of(table: &Table) -> Vec<String> {
    let word = |sums: Vec<i64>, direct: i64| {
        let off = sums.into_iter().map(|sum| sum - direct).max_by_key(|by| by.abs()).unwrap_or_default();
        if off == 0 { "khớp".to_owned() } else { format!("lệch {off:+}") }
    };
    let total = word(table.parts.iter().map(|it| it.sum.total).collect(), table.direct.total);
    let of_column =
        |(at, direct): (usize, &i64)| word(table.parts.iter().map(|it| it.sum.cells[at]).collect(), *direct);
    std::iter::once(total).chain(table.direct.cells.iter().enumerate().map(of_column)).collect()
}
