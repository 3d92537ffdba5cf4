//! The pages of a comparison: ready words, no raw codes.

use askama::Template;

use super::comparison::Compared;
use super::comparison_store::Remark;
use super::ops::Found;
use super::similarity::is_warning;
use super::view::address_of;
use crate::domain::date;
use crate::domain::law::catalogue;
use crate::domain::similarity::Piece;
use crate::error::FieldErrors;
use crate::web::percent_encode;
use crate::web::shell::Shell;

/// The nearest of the earlier ones, in words.
pub struct Summary {
    /// Where the comparison is.
    pub address: String,
    /// Of the nearest that it does not say to continue; 0 where nothing was found.
    pub percent: u32,
    pub is_warning: bool,
    /// How near those are that the reader may not open; empty where there are none.
    pub hidden: String,
    /// It names one that it builds on, and was found to.
    pub is_continued: bool,
}

impl Summary {
    pub fn of(it: &Found, compared: &[Compared]) -> Self {
        let percent = nearest(compared.iter().filter(|it| !it.is_continued));
        Self {
            address: format!("{}/comparison", address_of(&it.code)),
            percent,
            is_warning: is_warning(percent),
            hidden: hidden_words(compared),
            is_continued: compared.iter().any(|it| it.is_continued),
        }
    }

    pub fn tag(&self) -> &'static str {
        tag(self.is_warning)
    }
}

fn tag(is_warning: bool) -> &'static str {
    if is_warning { "tag--warn" } else { "" }
}

fn nearest<'c>(compared: impl Iterator<Item = &'c Compared>) -> u32 {
    compared.map(|it| it.percent).max().unwrap_or(0)
}

/// That there are some, and how near: nothing of who wrote them and what.
fn hidden_words(compared: &[Compared]) -> String {
    let hidden: Vec<&Compared> = compared.iter().filter(|it| !it.is_readable).collect();
    let most = nearest(hidden.iter().copied());
    match hidden.len() {
        0 => String::new(),
        1 => format!("Có 1 sáng kiến khác, mức giống {most}%, đồng chí không xem được nội dung."),
        many => format!("Có {many} sáng kiến khác, mức giống cao nhất {most}%, đồng chí không xem được nội dung."),
    }
}

/// An earlier initiative.
pub struct Line {
    /// Both side by side.
    pub address: String,
    pub source_address: String,
    pub code: String,
    pub title: String,
    pub authors: String,
    pub year: String,
    /// What became of it.
    pub result: String,
    pub percent: u32,
    pub is_warning: bool,
    pub is_continued: bool,
}

impl Line {
    pub fn of(it: &Found, found: &Compared) -> Self {
        let address = format!("{}/comparison/{}", address_of(&it.code), percent_encode(&found.source.code));
        Self { address, ..Self::alone(found) }
    }

    fn alone(found: &Compared) -> Self {
        let source = &found.source;
        let recognised = source.level.zip(source.recognised_on);
        Self {
            address: String::new(),
            source_address: address_of(&source.code),
            code: source.code.clone(),
            title: source.title.clone(),
            authors: source.authors.clone(),
            year: source.year.to_string(),
            result: match recognised {
                Some((level, day)) => format!("{}, {level}, {}", source.state.word(), date::format_date(day)),
                None => source.state.word().to_owned(),
            },
            percent: found.percent,
            is_warning: is_warning(found.percent) && !found.is_continued,
            is_continued: found.is_continued,
        }
    }

    pub fn tag(&self) -> &'static str {
        tag(self.is_warning)
    }
}

/// What was found for a text that is being written.
pub struct Checked {
    pub lines: Vec<Line>,
    pub hidden: String,
}

impl Checked {
    pub fn of(compared: &[Compared]) -> Self {
        let lines = compared.iter().filter(|it| it.is_readable).map(Line::alone).collect();
        Self { lines, hidden: hidden_words(compared) }
    }
}

pub struct RemarkLine {
    pub at: String,
    pub who: String,
    pub words: String,
}

impl RemarkLine {
    pub fn of(it: Remark) -> Self {
        Self { at: date::format_date_time(it.at.and_utc()), who: it.author_name, words: it.words }
    }
}

#[derive(Template)]
#[template(path = "initiatives/comparison.html")]
pub struct ComparisonPage {
    pub shell: Shell,
    pub code: String,
    pub title: String,
    pub version: i64,
    pub summary: Summary,
    pub lines: Vec<Line>,
    pub remarks: Vec<RemarkLine>,
    pub can_remark: bool,
    /// The remark as typed.
    pub words: String,
    pub errors: FieldErrors,
}

impl ComparisonPage {
    fn address(&self) -> String {
        address_of(&self.code)
    }

    fn warning_percent(&self) -> u32 {
        catalogue().initiative.similarity_warning_percent
    }

    fn listed_percent(&self) -> u32 {
        catalogue().initiative.similarity_listed_percent
    }
}

#[derive(Template)]
#[template(path = "initiatives/side_by_side.html")]
pub struct SideBySidePage {
    pub shell: Shell,
    pub code: String,
    pub title: String,
    pub line: Line,
    pub passages: usize,
    pub own: Vec<Piece>,
    pub other: Vec<Piece>,
}

impl SideBySidePage {
    fn address(&self) -> String {
        address_of(&self.code)
    }
}
