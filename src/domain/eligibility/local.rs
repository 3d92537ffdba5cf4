//! Local regulation (quy chế của tỉnh, của cơ quan): criteria and caps on top of the law, never below it.

use chrono::NaiveDate;

use super::facts::Text;
use crate::domain::law::{AwardCode, CapRounding, Clause};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;

/// What one document adds for one award and kind of subject.
#[derive(Debug, Clone)]
pub struct LocalRule {
    /// As cited: "Điều 5 Quyết định 12/2024/QĐ-UBND".
    pub document_no: Text,
    pub effective_from: NaiveDate,
    /// The last day in force; open when absent.
    pub effective_to: Option<NaiveDate>,
    pub award: AwardCode,
    pub subject: SubjectKind,
    /// They must all hold, beside those of the law.
    pub clauses: Vec<Clause>,
    pub cap: Option<LocalCap>,
}

/// How many may receive it.
#[derive(Debug, Clone, Copy)]
pub struct LocalCap {
    /// Of the base that the national cap of the award counts.
    pub max_ratio: Ratio,
    pub rounding: CapRounding,
    /// The largest share of managers among those who receive it.
    pub max_manager_share: Option<Ratio>,
}

impl LocalRule {
    pub fn is_in_force_on(&self, day: NaiveDate) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|last| day <= last)
    }
}
