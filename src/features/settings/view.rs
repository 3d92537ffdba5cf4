//! The page of the agency.

use askama::Template;

use super::form::AgencyForm;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "settings/agency.html")]
pub struct AgencyPage {
    pub shell: Shell,
    pub can_edit: bool,
    pub form: AgencyForm,
    pub errors: FieldErrors,
    /// Who holds the office now, in words; empty when nobody does.
    pub head: String,
    pub union_chair: String,
    pub address_forms: Vec<Choice>,
    pub score_sheets: Vec<Choice>,
    pub history: Vec<HistoryEntry>,
}

impl AgencyPage {
    /// How the number of a decision will read.
    pub fn sample_number(&self) -> String {
        format!("15/QĐ-{}", self.form.symbol)
    }

    pub fn address_form(&self) -> &str {
        let chosen = self.address_forms.iter().find(|choice| choice.value == self.form.address_form);
        chosen.map_or("", |choice| choice.label.as_str())
    }

    /// The sheet on which initiatives are scored.
    pub fn score_sheet(&self) -> &str {
        let chosen = self.score_sheets.iter().find(|choice| choice.value == self.form.score_sheet);
        chosen.map_or("Phiếu thường dùng", |choice| choice.label.as_str())
    }

    pub fn head_hint(&self) -> String {
        format!("Người ký quyết định. {}", who_hint(&self.head))
    }

    pub fn union_chair_hint(&self) -> String {
        format!("Người ký giao ước thay mặt công đoàn. {}", who_hint(&self.union_chair))
    }
}

fn who_hint(now: &str) -> String {
    let now = if now.is_empty() { "chưa có" } else { now };
    format!("Nhập mã cán bộ hoặc họ và tên. Hiện nay: {now}.")
}
