//! So many of something within some years: whether that is enough, may still become enough, or cannot be known.

use super::super::case::Case;
use super::super::finding::Outcome;
use super::super::words;
use crate::domain::year::Year;

/// What was found of what is asked.
pub(super) struct Count {
    pub(super) have: u32,
    /// More that rest on odd records.
    pub(super) doubtful: u32,
    /// More that may still come in the running year.
    pub(super) to_come: u32,
    pub(super) asked: u32,
    /// The first and the last year that count.
    pub(super) years: (Year, Year),
}

impl Count {
    pub(super) fn outcome(&self, case: &Case) -> Outcome {
        if self.have >= self.asked {
            Outcome::Met
        } else if self.have + self.to_come >= self.asked {
            Outcome::NotDue
        } else if self.have + self.doubtful + self.to_come >= self.asked || self.unknown(case).next().is_some() {
            Outcome::NeedsJudgement
        } else {
            Outcome::NotMet
        }
    }

    /// What was found, in words, followed by what that means.
    pub(super) fn note(&self, case: &Case, found: &str) -> String {
        match self.outcome(case) {
            Outcome::Met => found.to_owned(),
            Outcome::NotMet => format!("{found}: cần thêm {}", self.asked - self.have),
            Outcome::NotDue => format!("{found}: chờ kết quả năm {}", self.years.1),
            Outcome::NeedsJudgement => {
                let mut unknown: Vec<Year> = self.unknown(case).collect();
                let why = words::unknown(case, &mut unknown);
                format!("{found}: {}", why.unwrap_or_else(|| "có hồ sơ cần kiểm tra lại".to_owned()))
            }
        }
    }

    /// Years over of which the register holds nothing at all.
    fn unknown<'c>(&self, case: &'c Case) -> impl Iterator<Item = Year> + use<'c> {
        let (first, last) = self.years;
        (first.0..=last.0).map(Year).filter(|year| !case.is_running(*year) && !case.has_anything_of(*year))
    }
}
