//! The largest shares that the law and the agency's own rules allow of people's titles.

use rust_decimal::Decimal;

use super::Question;
use crate::db::Connection;
use crate::domain::eligibility::quota::{Cap, caps, places};
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::progress::round_titles;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::features::eligibility;

/// A title with the caps in force on the year's last day.
#[derive(Debug)]
pub struct Capped {
    pub award: AwardCode,
    /// The title whose holders the caps count from; `None`: the whole staff.
    pub base: Option<AwardCode>,
    /// Only those that limit anything.
    pub caps: Vec<Cap>,
}

impl Capped {
    /// How many of so many may receive the title; `None` where nothing limits it.
    pub fn places(&self, base: i64) -> Option<i64> {
        self.caps.iter().map(|cap| places(cap, base)).min()
    }

    /// The strictest cap.
    pub fn strictest(&self) -> Option<&Cap> {
        self.caps.iter().min_by_key(|cap| cap.max_ratio.percent())
    }
}

pub fn load(conn: &mut Connection, question: &Question) -> AppResult<Vec<Capped>> {
    let context = eligibility::ops::context(conn, question.today)?;
    let capped = |award: &AwardCode| Capped {
        award: *award,
        base: catalogue().includes(*award),
        caps: caps(*award, SubjectKind::Person, question.year.end(), &context)
            .into_iter()
            .filter(|cap| cap.max_ratio.percent().is_some_and(|share| share < Decimal::ONE_HUNDRED))
            .collect(),
    };
    Ok(round_titles(SubjectKind::Person).iter().map(capped).collect())
}
