//! The arithmetic of award progress: who was there, what was registered, what was achieved.
//!
//! People are counted once: whoever holds a higher title of the year also counts under the lower one it
//! includes. Interim results are kept apart and never added to what was achieved.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ids::UnitId;
use super::law::{AwardCode, catalogue};
use super::number;
use super::subject::SubjectKind;

/// The two lowest yearly titles of a kind of subject, the lower first: the round that every unit runs.
/// What ranks above them is decided case by case and stands among the awards of higher levels.
pub fn round_titles(kind: SubjectKind) -> &'static [AwardCode] {
    static OF_PEOPLE: LazyLock<Vec<AwardCode>> = LazyLock::new(|| lowest_titles(SubjectKind::Person));
    static OF_UNITS: LazyLock<Vec<AwardCode>> = LazyLock::new(|| lowest_titles(SubjectKind::Unit));
    match kind {
        SubjectKind::Person => &OF_PEOPLE,
        SubjectKind::Unit => &OF_UNITS,
    }
}

fn lowest_titles(kind: SubjectKind) -> Vec<AwardCode> {
    let yearly = |code: &AwardCode| {
        let award = code.award();
        award.is_title() && award.is_yearly() && award.takes(kind)
    };
    let mut titles: Vec<AwardCode> = AwardCode::all().filter(yearly).collect();
    titles.sort_by_key(|code| code.award().rank);
    titles.truncate(2);
    titles
}

/// The higher title of people's round that includes this one: whoever has it alone counts under this one too.
pub fn includer(lower: AwardCode) -> Option<AwardCode> {
    let includes = |higher: &AwardCode| catalogue().includes(*higher) == Some(lower);
    round_titles(SubjectKind::Person).iter().copied().find(includes)
}

/// Some people of one unit who were there over the same days.
#[derive(Debug, Clone, Copy)]
pub struct Presence {
    pub unit: UnitId,
    pub from: NaiveDate,
    /// The last day; `None` while they are still there.
    pub to: Option<NaiveDate>,
    pub people: i64,
}

impl Presence {
    fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// How many people each unit had on a day.
pub fn staff_on(presences: &[Presence], day: NaiveDate) -> HashMap<UnitId, i64> {
    let mut staff = HashMap::new();
    for presence in presences.iter().filter(|presence| presence.covers(day)) {
        *staff.entry(presence.unit).or_default() += presence.people;
    }
    staff
}

/// The numbers of one award in one unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub registered: i64,
    /// Dossiers sent and not withdrawn, whatever became of them: each once, under its own award.
    pub proposed: i64,
    pub achieved: i64,
    /// Registrations and dossiers turned down; a dossier and the registration behind it count once.
    pub refused: i64,
    /// Of the interim review, confirmed; never part of `achieved`.
    pub provisional: i64,
}

/// A number of a summary, and whether it is only provisional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Achieved(i64),
    Provisional(i64),
}

impl Standing {
    pub const fn count(self) -> i64 {
        match self {
            Self::Achieved(count) | Self::Provisional(count) => count,
        }
    }
}

impl Tally {
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// What a summary says: while the year runs the provisional result where there is one (a few early
    /// decisions do not replace it), afterwards what was achieved.
    pub fn standing(self, is_running: bool) -> Standing {
        if is_running && self.provisional > 0 {
            Standing::Provisional(self.provisional)
        } else {
            Standing::Achieved(self.achieved)
        }
    }
}

/// Awards that count for another unit than the one they carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub award: AwardCode,
    /// The unit of the day of the decision.
    pub from: UnitId,
    /// The unit of the year's last day.
    pub to: UnitId,
    pub people: i64,
}

/// A year's numbers by unit and award.
#[derive(Debug, Clone, Default)]
pub struct Tallies(HashMap<(UnitId, AwardCode), Tally>);

impl Tallies {
    pub fn of(&self, unit: UnitId, award: AwardCode) -> Tally {
        self.0.get(&(unit, award)).copied().unwrap_or_default()
    }

    pub fn at(&mut self, unit: UnitId, award: AwardCode) -> &mut Tally {
        self.0.entry((unit, award)).or_default()
    }

    /// An award of somebody who belonged to another unit while the year ran is counted where he earned it.
    /// `is_asked` says of which units the numbers are kept here.
    pub fn move_achieved(&mut self, moved: Moved, is_asked: impl Fn(UnitId) -> bool) {
        for (unit, people) in [(moved.from, -moved.people), (moved.to, moved.people)] {
            if is_asked(unit) {
                self.at(unit, moved.award).achieved += people;
            }
        }
    }

    /// Adds those who registered for `higher` or received it to those of the title it includes, unit by unit.
    pub fn include(&mut self, lower: AwardCode, higher: AwardCode) {
        let of_higher = self.0.iter().filter(|((_, code), _)| *code == higher);
        let added: Vec<(UnitId, Tally)> = of_higher.map(|((unit, _), it)| (*unit, *it)).collect();
        for (unit, it) in added {
            let tally = self.at(unit, lower);
            tally.registered += it.registered;
            tally.achieved += it.achieved;
        }
    }

    /// All units together.
    pub fn total(&self, award: AwardCode) -> Tally {
        let of_award = self.0.iter().filter(|((_, code), _)| *code == award);
        of_award.fold(Tally::default(), |sum, (_, it)| Tally {
            registered: sum.registered + it.registered,
            proposed: sum.proposed + it.proposed,
            achieved: sum.achieved + it.achieved,
            refused: sum.refused + it.refused,
            provisional: sum.provisional + it.provisional,
        })
    }

    /// Whether a unit has any number at all.
    pub fn has(&self, unit: UnitId) -> bool {
        self.0.iter().any(|((of, _), tally)| *of == unit && !tally.is_empty())
    }

    /// The awards with any number, in the catalogue's order.
    pub fn awards(&self) -> Vec<AwardCode> {
        let mut awards: Vec<AwardCode> =
            self.0.iter().filter(|(_, tally)| !tally.is_empty()).map(|((_, award), _)| *award).collect();
        awards.sort_unstable();
        awards.dedup();
        awards
    }
}

/// `part` of `whole` in percent, for people of a staff or collectives of all collectives.
pub fn share(part: i64, whole: i64) -> Option<Decimal> {
    number::percent(part, whole)
}

/// How a row of yearly numbers went, for a heading: "tăng từ 21 lên 33".
pub fn course(numbers: &[i64]) -> String {
    let (first, last) = (numbers.first().copied().unwrap_or(0), numbers.last().copied().unwrap_or(0));
    match last.cmp(&first) {
        std::cmp::Ordering::Greater => format!("tăng từ {first} lên {last}"),
        std::cmp::Ordering::Less => format!("giảm từ {first} xuống {last}"),
        std::cmp::Ordering::Equal if numbers.iter().all(|it| *it == last) => format!("giữ ở mức {last}"),
        std::cmp::Ordering::Equal => format!("lên xuống, năm cuối lại là {last}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: UnitId = UnitId(3);
    const DISTRICTS: UnitId = UnitId(9);

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a date")
    }

    fn award(code: &str) -> AwardCode {
        AwardCode::from_code(code).expect("an award")
    }

    fn presence(unit: UnitId, from: &str, to: Option<&str>, people: i64) -> Presence {
        Presence { unit, from: day(from), to: to.map(day), people }
    }

    #[test]
    fn the_last_day_in_a_unit_still_counts_there() {
        let all = [
            presence(BUDGET, "1997-01-01", None, 11),
            presence(BUDGET, "2005-01-01", Some("2013-12-31"), 8),
            presence(DISTRICTS, "2014-01-01", None, 8),
        ];
        let at_year_end = staff_on(&all, day("2013-12-31"));
        assert_eq!((at_year_end.get(&BUDGET), at_year_end.get(&DISTRICTS)), (Some(&19), None));
        let next_day = staff_on(&all, day("2014-01-01"));
        assert_eq!((next_day.get(&BUDGET), next_day.get(&DISTRICTS)), (Some(&11), Some(&8)));
    }

    #[test]
    fn a_provisional_result_is_never_an_achieved_one() {
        let mut tallies = Tallies::default();
        tallies.at(BUDGET, award("LDTT")).provisional += 14;
        assert_eq!(tallies.total(award("LDTT")).achieved, 0);
        tallies.at(BUDGET, award("LDTT")).achieved += 1;
        let tally = tallies.of(BUDGET, award("LDTT"));
        assert_eq!(tally.standing(true), Standing::Provisional(14));
        assert_eq!(tally.standing(false), Standing::Achieved(1));
    }

    #[test]
    fn an_award_counts_where_it_was_earned_and_the_total_stays() {
        let title = award("CSTDCS");
        let mut tallies = Tallies::default();
        tallies.at(DISTRICTS, title).achieved = 3;
        let moved = Moved { award: title, from: DISTRICTS, to: BUDGET, people: 3 };
        let mut of_one = tallies.clone();
        of_one.move_achieved(moved, |unit| unit == DISTRICTS);
        assert_eq!(of_one.awards(), []);
        tallies.move_achieved(moved, |_| true);
        assert_eq!(tallies.of(BUDGET, title).achieved, 3);
        assert_eq!(tallies.total(title).achieved, 3);
        assert!(!tallies.has(DISTRICTS));
        assert_eq!(tallies.awards(), [title]);
    }

    #[test]
    fn every_unit_runs_for_two_titles_of_each_kind() {
        let codes = |kind| round_titles(kind).iter().map(|award| award.code()).collect::<Vec<_>>();
        assert_eq!(codes(SubjectKind::Person), ["LDTT", "CSTDCS"]);
        assert_eq!(codes(SubjectKind::Unit), ["TTLDTT", "TTLDXS"]);
    }

    #[test]
    fn only_the_lowest_title_of_people_is_included_in_another() {
        assert_eq!(includer(award("LDTT")), Some(award("CSTDCS")));
        for other in ["CSTDCS", "TTLDTT", "TTLDXS"] {
            assert_eq!(includer(award(other)), None, "{other}");
        }
    }

    #[test]
    fn shares_are_exact_until_shown() {
        assert_eq!(number::format_percent(share(33, 96), 1), "34,4%");
        assert_eq!(share(1, 0), None);
    }

    #[test]
    fn the_heading_says_how_it_went() {
        assert_eq!(course(&[21, 30, 33]), "tăng từ 21 lên 33");
        assert_eq!(course(&[9, 7, 8]), "giảm từ 9 xuống 8");
        assert_eq!(course(&[8, 8]), "giữ ở mức 8");
        assert_eq!(course(&[0, 1, 0]), "lên xuống, năm cuối lại là 0");
    }
}
