//! The page of relatives.

use askama::Template;

use super::store::Declared;
use crate::domain::date;
use crate::error::FieldErrors;
use crate::web::forms::TypedFields;
use crate::web::percent_encode;
use crate::web::shell::Shell;

/// Two of the staff who are relatives, in words.
pub struct Line {
    pub person_code: String,
    pub person_name: String,
    pub relative_code: String,
    pub relative_name: String,
    pub relation: String,
    pub declared_on: String,
}

impl Line {
    pub fn of(it: Declared) -> Self {
        Self {
            person_code: it.person_code,
            person_name: it.person_name,
            relative_code: it.relative_code,
            relative_name: it.relative_name,
            relation: it.relation,
            declared_on: date::format_date(it.declared_on),
        }
    }

    /// Where it is taken out.
    pub fn removal(&self) -> String {
        format!("/relatives/{}/{}/removal", percent_encode(&self.person_code), percent_encode(&self.relative_code))
    }
}

#[derive(Template)]
#[template(path = "relatives/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
    pub sees_all: bool,
    pub can_declare: bool,
    pub can_remove: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}
