//! The answer to one clause: met or not, by which article, on which facts.

use std::borrow::Cow;

use crate::domain::codes::codes;
use crate::domain::law::{ClauseType, Confidence};

codes! {
    /// What is said of a clause and, without `not_due`, of an award as a whole.
    Outcome {
        Met = "met" "Đạt",
        NotMet = "not_met" "Chưa đạt",
        NeedsJudgement = "needs_judgement" "Cần xem xét",
        NotDue = "not_due" "Chưa đến kỳ",
    }
}

/// One criterion, looked at for one subject.
#[derive(Debug, Clone)]
pub struct Finding {
    pub clause: ClauseType,
    /// 0 for clauses that must all hold; 1, 2 … for the groups of which one is enough, as the catalogue lists them.
    pub alternative: u8,
    pub outcome: Outcome,
    /// Document and article, or the local regulation.
    pub citation: Cow<'static, str>,
    /// The weakest of the rule's entry and its regime.
    pub confidence: Confidence,
    /// Whether a failure may stop anybody: the entry is checked, or the secretariat confirmed it.
    pub is_confirmed: bool,
    /// What is asked, in Vietnamese. Empty, like the two below, where the context asks for less detail.
    pub criterion: String,
    /// The records the outcome rests on, in order of year, each a phrase with what is odd about it.
    pub facts: Vec<String>,
    /// One plain sentence: why, what is missing, what to do.
    pub note: String,
}

impl Finding {
    /// A failure that stops the award.
    pub fn blocks(&self) -> bool {
        self.outcome == Outcome::NotMet && self.is_confirmed
    }
}
