//! `title_streak`: consecutive grants of one title, yearly or (titles that cover three years) three years apart.

use super::super::case::{Case, TitleIn, Verdict};
use super::super::finding::Outcome;
use super::super::words;
use super::super::years::{back, grant_years};
use super::run::Run;
use crate::domain::law::{AwardCode, AwardSet, Clause, LastIn, TitleStreak, Wanted};
use crate::domain::year::Year;

pub(super) fn evaluate(case: &Case, streak: &TitleStreak) -> Verdict {
    let at_once = |last: Year| run_up_to(case, streak, last);
    let mut verdict = match streak.last_in {
        LastIn::AwardYear => at_once(case.year),
        LastIn::PreviousYear => at_once(case.year.previous()),
        LastIn::Either => better(at_once(case.year), at_once(case.year.previous())),
    };
    let (first, last) = case.span(streak);
    verdict.facts = case.awards_in_words(streak.title.accepted, first, last);
    verdict
}

/// The more favourable of two runs; the later of equals.
fn better(later: Verdict, earlier: Verdict) -> Verdict {
    let favour = |outcome| match outcome {
        Outcome::Met => 3,
        Outcome::NotDue => 2,
        Outcome::NeedsJudgement => 1,
        Outcome::NotMet => 0,
    };
    if favour(earlier.outcome) > favour(later.outcome) { earlier } else { later }
}

fn run_up_to(case: &Case, streak: &TitleStreak, last: Year) -> Verdict {
    let mut run = Run::default();
    let mut first = last;
    for year in grant_years(streak, last) {
        first = year;
        add_year(case, streak.title.accepted, streak.title.named, year, &mut run);
    }
    if streak.step_years > 1 {
        add_covered_years(case, streak, (back(first, streak.step_years), last), &mut run);
    }
    if let Some(after) = streak.after {
        run.starts_after(case, after, first);
    }
    run.verdict(case, || words::streak_of_titles(case, streak, last))
}

fn add_year(case: &Case, accepted: AwardSet, named: AwardSet, year: Year, run: &mut Run) {
    let name = || words::awards(case, named);
    match case.title_in(accepted, year) {
        TitleIn::Held => {}
        TitleIn::Doubtful(doubt) => run.unclear(case, || format!("{} năm {year} có {}", name(), words::doubt(doubt))),
        TitleIn::Divided => run.unclear(case, || words::small(&words::divided(year))),
        TitleIn::Revoked(fact) => run.broken(case, || {
            let how = fact.revoked.as_ref().map_or_else(String::new, words::revoked);
            format!("{} năm {year} {how}", name())
        }),
        TitleIn::Absent(absence) => run.absent(case, year, absence, name),
    }
}

/// A title that covers several years stands on a yearly one: the run of that must be unbroken as well. The
/// years of the grants themselves are taken as proved by them.
fn add_covered_years(case: &Case, streak: &TitleStreak, (first, last): (Year, Year), run: &mut Run) {
    let Some(yearly) = case.yearly_title_under(streak.title.named) else { return };
    for year in (first.0..=last.0).rev().map(Year) {
        if !matches!(case.title_in(streak.title.accepted, year), TitleIn::Held) {
            add_year(case, yearly.accepted, yearly.named, year, run);
        }
    }
}

impl Case<'_> {
    /// The yearly title that the criteria of a longer one count, under the same regime.
    fn yearly_title_under(&self, longer: AwardSet) -> Option<Wanted> {
        let award = AwardCode::all_of(self.context.catalogue()).find(|it| longer.contains(*it))?;
        let rule = self.context.rule(award, self.facts.kind(), self.rule.regime).ok()?;
        rule.all.iter().find_map(|clause| match clause {
            Clause::TitleStreak(streak) if streak.step_years == 1 => Some(streak.title),
            _ => None,
        })
    }
}
