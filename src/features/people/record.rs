//! The years of an emulation fighter (chiến sĩ thi đua cơ sở): how many in a row, which the higher titles ask for.

use std::collections::HashSet;

use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::features::units::ops::Achievements;

/// The title whose unbroken years are shown.
const TITLE: &str = "CSTDCS";
/// How many years back the row begins.
const YEARS_SHOWN: i32 = 4;

/// One year of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreakYear {
    pub year: Year,
    pub words: String,
    pub standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Reached,
    /// Registered, not yet decided.
    Open,
    Missed,
}

/// The last years up to this one; empty for somebody who never had or aimed for the title.
pub fn streak(achievements: &Achievements, this_year: Year) -> Vec<StreakYear> {
    let Some(title) = AwardCode::from_code(TITLE) else {
        return Vec::new();
    };
    let standing = achievements.received.iter().filter(|it| it.award == title && it.revoked_on.is_none());
    let reached: HashSet<Year> = standing.map(|it| it.year).collect();
    let aimed = |year: Year| achievements.registered.iter().find(|it| it.award == title && it.year == year);
    if reached.is_empty() && !achievements.registered.iter().any(|it| it.award == title) {
        return Vec::new();
    }
    let years = (this_year.0 - YEARS_SHOWN..=this_year.0).map(Year);
    years
        .map(|year| {
            let run = run_up_to(&reached, year);
            let (words, standing) = match aimed(year) {
                _ if run > 0 => (format!("Đạt, năm thứ {run}"), Standing::Reached),
                Some(it) if !it.state.is_final() => ("Đang đăng ký".to_owned(), Standing::Open),
                Some(_) => ("Không đạt".to_owned(), Standing::Missed),
                None if year == this_year => ("Chưa đăng ký".to_owned(), Standing::Missed),
                None => ("Không có".to_owned(), Standing::Missed),
            };
            StreakYear { year, words, standing }
        })
        .collect()
}

/// Years in a row that end with this one.
fn run_up_to(reached: &HashSet<Year>, last: Year) -> usize {
    std::iter::successors(Some(last), |year| Some(year.previous())).take_while(|year| reached.contains(year)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_year_begins_the_count_again() {
        let reached: HashSet<Year> = [2009, 2010, 2012, 2013].map(Year).into();
        assert_eq!(run_up_to(&reached, Year(2010)), 2);
        assert_eq!(run_up_to(&reached, Year(2011)), 0);
        assert_eq!(run_up_to(&reached, Year(2013)), 2);
    }

    #[test]
    fn nobody_who_never_aimed_for_it_is_shown_a_row_of_gaps() {
        let nothing = Achievements { received: Vec::new(), registered: Vec::new(), grades: Vec::new() };
        assert_eq!(streak(&nothing, Year(2014)), []);
    }
}
