//! The page of an initiative's levels.

use askama::Template;

use super::form::{LevelForm, WithdrawalForm};
use super::ops::Raise;
use crate::domain::date::format_date;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::shell::Shell;

/// One recognition by a higher level, in words.
pub struct Line {
    pub level: &'static str,
    pub decision: String,
    pub confirmation: String,
    pub effect: String,
    /// Empty while it is in force.
    pub withdrawn: String,
}

impl Line {
    pub fn of(it: &Raise) -> Self {
        let (content, day) = (&it.content, format_date);
        Self {
            level: content.level.word(),
            decision: format!(
                "Quyết định số {} ngày {} của {}",
                content.decision_no,
                day(content.decided_on),
                content.authority
            ),
            confirmation: format!("{}, ngày {}", content.confirmed_by, day(content.confirmed_on)),
            effect: content.effect.clone(),
            withdrawn: it
                .withdrawn
                .as_ref()
                .map_or_else(String::new, |(on, reason)| format!("Thu lại ngày {}: {reason}", day(*on))),
        }
    }
}

#[derive(Template)]
#[template(path = "initiatives/levels.html")]
pub struct LevelsPage {
    pub shell: Shell,
    pub address: String,
    pub code: String,
    pub title: String,
    /// The recognition in force.
    pub in_force: String,
    pub lines: Vec<Line>,
    /// The levels above the one in force, each with who recognises at it.
    pub levels: Vec<Choice>,
    pub form: LevelForm,
    pub withdrawal: WithdrawalForm,
    pub errors: FieldErrors,
}

impl LevelsPage {
    fn action(&self) -> String {
        format!("{}/levels", self.address)
    }

    fn withdrawal_action(&self) -> String {
        format!("{}/levels/withdrawal", self.address)
    }

    /// The record that can be taken back.
    fn highest(&self) -> Option<&Line> {
        self.lines.iter().find(|line| line.withdrawn.is_empty())
    }
}
