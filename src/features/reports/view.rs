//! The page that lists the reports of a year.

use askama::Template;

use crate::domain::report::Kind;
use crate::domain::year::Year;
use crate::web::forms::Choice;
use crate::web::shell::Shell;

pub fn address_of(year: Year, kind: Kind) -> String {
    format!("/reports/{year}/{}", kind.code())
}

pub struct Line {
    pub name: String,
    pub address: String,
}

impl Line {
    pub fn of(year: Year, kind: Kind) -> Self {
        Self { name: format!("{} {year}", kind.word()), address: address_of(year, kind) }
    }
}

#[derive(Template)]
#[template(path = "reports/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<Line>,
}

impl IndexPage {
    pub fn can_pdf(&self) -> bool {
        cfg!(feature = "pdf")
    }
}
