//! Which years the clauses of a case count: the runs they ask for, and what stands "within" and before them.

use super::case::{Case, TitleIn};
use crate::domain::law::{Clause, LastIn, TitleStreak, Within};
use crate::domain::year::Year;

impl Case<'_> {
    /// The years among which a clause counts, the first and the last.
    pub(super) fn years(&self, within: Within, group: &[Clause]) -> (Year, Year) {
        match within {
            Within::AwardYear => (self.year, self.year),
            Within::Streak => self.streak_years(group).unwrap_or((self.year, self.year)),
        }
    }

    /// The years that the runs of the same group ask for, else those of the clauses for all.
    pub(super) fn streak_years(&self, group: &[Clause]) -> Option<(Year, Year)> {
        self.own_streak_years(group).or_else(|| self.own_streak_years(self.rule.all))
    }

    pub(super) fn own_streak_years(&self, group: &[Clause]) -> Option<(Year, Year)> {
        let years = group.iter().filter_map(|clause| match clause {
            Clause::GradeStreak(it) if !it.whole_service => Some((back(self.year, it.years), self.year)),
            Clause::TitleStreak(it) => Some(self.span(it)),
            _ => None,
        });
        years.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
    }

    /// The years a run of titles covers. Where the last grant may lie in one of two years: those of the run that
    /// holds, of both when both do, else those up to the award year.
    pub(super) fn span(&self, streak: &TitleStreak) -> (Year, Year) {
        let up_to = |last: Year| (back(last, streak.count * streak.step_years), last);
        let previous = self.year.previous();
        match streak.last_in {
            LastIn::AwardYear => up_to(self.year),
            LastIn::PreviousYear => up_to(previous),
            LastIn::Either => match (self.is_run(streak, self.year), self.is_run(streak, previous)) {
                (_, false) => up_to(self.year),
                (false, true) => up_to(previous),
                (true, true) => (up_to(previous).0, self.year),
            },
        }
    }

    fn is_run(&self, streak: &TitleStreak, last: Year) -> bool {
        let mut grants = grant_years(streak, last);
        grants.all(|year| matches!(self.title_in(streak.title.accepted, year), TitleIn::Held))
    }

    /// The year in which the run of a group begins at the latest: that of its first grade or grant.
    pub(super) fn run_start(&self, group: &[Clause]) -> Option<Year> {
        let start = |clauses: &[Clause]| {
            let starts = clauses.iter().filter_map(|clause| match clause {
                Clause::GradeStreak(it) if !it.whole_service => Some(back(self.year, it.years)),
                Clause::TitleStreak(it) => {
                    let last = if it.last_in == LastIn::PreviousYear { self.year.previous() } else { self.year };
                    Some(back(last, (it.count - 1) * it.step_years + 1))
                }
                _ => None,
            });
            starts.min()
        };
        start(group).or_else(|| start(self.rule.all))
    }
}

/// The years of the grants of a run, the last one first.
pub(super) fn grant_years(streak: &TitleStreak, last: Year) -> impl Iterator<Item = Year> {
    let step = i32::try_from(streak.step_years).unwrap_or(1);
    (0..i32::try_from(streak.count).unwrap_or(0)).map(move |place| Year(last.0 - place * step))
}

/// The first of `years` years that end with `last`.
pub(super) fn back(last: Year, years: u32) -> Year {
    Year(last.0 + 1 - i32::try_from(years).unwrap_or(i32::MAX))
}
