//! The pages of reports: ready words.

use askama::Template;

use super::form::LONGEST;
use super::parts::Part;
use super::store::{self, Report};
use crate::domain::date::{format_date, format_date_time};
use crate::domain::ids::ReportId;
use crate::domain::report::{About, Kind, State};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::papers::{Block, Paper, Row};
use crate::web::forms::{Choice, TypedFields, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::paging::address;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// Where a report is read with the figures of the moment.
pub fn address_of(year: Year, kind: Kind) -> String {
    format!("/reports/{year}/{}", kind.code())
}

/// What is asked of it beside its year: the unit by its code, of a report on revenue the month.
pub fn query_of(about: &About, unit: &str) -> String {
    let month = if about.kind.last_month().is_none() { about.month.to_string() } else { String::new() };
    address("", &[("unit", unit), ("month", &month)])
}

/// A report that can be read at once, and begun.
pub struct Line {
    pub name: String,
    pub kind: &'static str,
    pub month: i32,
    pub address: String,
    pub query: String,
    pub can_write: bool,
}

impl Line {
    pub fn of(about: &About, unit: &str, can_write: bool) -> Self {
        Self {
            name: about.name(),
            kind: about.kind.code(),
            month: about.month,
            address: address_of(about.year, about.kind),
            query: query_of(about, unit),
            can_write,
        }
    }
}

/// A report that is kept.
pub struct KeptLine {
    pub id: ReportId,
    pub name: String,
    pub unit: String,
    pub state: State,
    /// "12/06/2014 09:14, Lê Thị Hoa"
    pub written: String,
}

impl KeptLine {
    pub fn of(year: Year, it: store::Line) -> Self {
        Self {
            id: it.id,
            name: About { kind: it.kind, year, month: it.month, unit: it.unit }.name(),
            unit: it.unit_name.unwrap_or_else(|| "Cả cơ quan".to_owned()),
            state: it.state,
            written: format!("{}, {}", format_date_time(it.written_at.and_utc()), it.writer),
        }
    }
}

#[derive(Template)]
#[template(path = "reports/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub unit: String,
    pub month: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub months: Vec<Choice>,
    pub lines: Vec<Line>,
    pub kept: Vec<KeptLine>,
    pub errors: FieldErrors,
}

impl IndexPage {
    pub fn can_pdf(&self) -> bool {
        cfg!(feature = "pdf")
    }
}

/// What the head of the pages of one report says.
pub struct Head {
    pub id: ReportId,
    pub name: String,
    pub unit: String,
    pub year: String,
    pub state: State,
    pub is_draft: bool,
    pub counted_on: String,
    pub version: i64,
}

impl Head {
    pub fn of(it: &Report) -> Self {
        Self {
            id: it.id,
            name: it.about.name(),
            unit: it.unit_name.clone().unwrap_or_else(|| "Cả cơ quan".to_owned()),
            year: it.about.year.to_string(),
            state: it.state,
            is_draft: it.state == State::Draft,
            counted_on: format_date(it.counted_on),
            version: it.version,
        }
    }

    pub fn address(&self, rest: &str) -> String {
        format!("/reports/{}{rest}", self.id)
    }
}

#[derive(Template)]
#[template(path = "reports/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Head,
    pub papers: Vec<Paper>,
    pub can_write: bool,
    /// It was never completed, so that it may be dropped.
    pub can_discard: bool,
    /// Paragraphs that somebody wrote over figures that have changed since.
    pub outdated: usize,
    /// Why a completed one is opened again, as typed.
    pub note: String,
    pub errors: FieldErrors,
    pub history: Vec<HistoryEntry>,
}

impl ShowPage {
    pub fn can_pdf(&self) -> bool {
        cfg!(feature = "pdf")
    }
}

/// What stands in the form that writes a report, in the order of the paper.
pub enum Field {
    Heading(String),
    /// A table, which is not written but counted.
    Counted(Block),
    Paragraph(Paragraph),
}

/// A paragraph to be written.
pub struct Paragraph {
    pub key: String,
    pub label: String,
    pub text: String,
    /// What the figures say now.
    pub counted: String,
    pub is_own: bool,
    pub is_outdated: bool,
    pub rows: usize,
}

impl Paragraph {
    pub fn most(&self) -> usize {
        LONGEST
    }

    pub fn hint(&self) -> String {
        if self.is_outdated {
            "Số liệu đã đổi sau khi đồng chí viết đoạn này. Xem câu theo số liệu bên dưới."
        } else {
            ""
        }
        .to_owned()
    }
}

/// Every part of a report as typed, or as it stands. Paragraphs are numbered within their heading.
pub fn fields(parts: &[Part], typed: &TypedFields) -> Vec<Field> {
    let (mut heading, mut number) = (String::new(), 0);
    let field = |part: &Part| match (&part.counted, part.text()) {
        (Block::Heading { text }, _) => {
            heading = text.split_once('.').map_or_else(String::new, |(roman, _)| roman.to_owned());
            number = 0;
            Field::Heading(text.clone())
        }
        (counted, Some(text)) => {
            number += 1;
            let text = if typed.has(&part.key) { typed.of(&part.key) } else { text };
            let is_room = matches!(counted, Block::Text { text } if text.is_empty());
            let label = if is_room {
                format!("Viết thêm vào mục {heading}")
            } else {
                format!("Mục {heading}, đoạn {number}")
            };
            Field::Paragraph(Paragraph {
                key: part.key.clone(),
                label,
                text: text.to_owned(),
                counted: part.counted_text().unwrap_or_default().to_owned(),
                is_own: part.is_own() && !is_room,
                is_outdated: part.is_outdated(),
                rows: (text.chars().count().div_ceil(80)).max(text.lines().count()).clamp(1, 12) + 1,
            })
        }
        (counted, None) => Field::Counted(counted.clone()),
    };
    parts.iter().map(field).collect()
}

#[derive(Template)]
#[template(path = "reports/text.html")]
pub struct TextPage {
    pub shell: Shell,
    pub it: Head,
    pub version: i64,
    pub fields: Vec<Field>,
    /// The label of a paragraph whose counted text was put back in its field, not saved.
    pub put_back: Option<(String, String)>,
    pub errors: FieldErrors,
}
