//! `initiative` and `research`: work recognised at a level, in the award year or within the streak.

use super::super::case::{Case, Verdict};
use super::super::facts::InitiativeFact;
use super::super::finding::Outcome;
use super::super::words;
use super::count::Count;
use super::human;
use crate::domain::initiative::Level;
use crate::domain::law::ClauseType;
use crate::domain::year::Year;

/// How much of it is asked for.
pub(super) struct Asked {
    pub(super) level: Level,
    pub(super) count: u32,
    pub(super) years: (Year, Year),
}

pub(super) fn initiatives(case: &Case, asked: &Asked) -> Verdict {
    let found = Found::among(case, &case.facts.initiatives, asked);
    let count = found.count(case, asked);
    let mut verdict = case.verdict(count.outcome(case), || {
        let (level, years) = (asked.level.word().to_lowercase(), words::years(asked.years.0, asked.years.1));
        let mut said = format!("Cần {} sáng kiến được công nhận {level}, đã có {} ({years})", asked.count, count.have);
        if found.small_share > 0 {
            let least = case.context.author_share();
            said.push_str(&format!(", {} có tỷ lệ đóng góp dưới {least}% nên không tính", found.small_share));
        }
        count.note(case, &said)
    });
    verdict.facts = in_words(case, &case.facts.initiatives, asked.years);
    verdict
}

/// No register holds topics yet: a person's judgement stands for one.
pub(super) fn research(case: &Case, asked: &Asked) -> Verdict {
    if let Some(verdict) = human::judged(case, ClauseType::Research) {
        return verdict;
    }
    let found = Found::among(case, &case.facts.research, asked);
    let count = found.count(case, asked);
    let mut verdict = case.verdict(count.outcome(case), || {
        let (level, years) = (asked.level.word().to_lowercase(), words::years(asked.years.0, asked.years.1));
        let said = format!("Cần {} đề tài, đề án {level}, đã ghi nhận {} ({years})", asked.count, count.have);
        match count.outcome(case) {
            Outcome::NotMet => format!("{said}: nếu có, thường trực xác nhận"),
            _ => count.note(case, &said),
        }
    });
    verdict.facts = in_words(case, &case.facts.research, asked.years);
    verdict
}

/// What there is of it.
#[derive(Debug, Default)]
struct Found {
    recognised: u32,
    doubtful: u32,
    waiting: u32,
    /// Recognised, but the author's share is too small to count.
    small_share: u32,
}

impl Found {
    /// All that is asked may still be recognised while the last year runs.
    fn count(&self, case: &Case, asked: &Asked) -> Count {
        let last = asked.years.1;
        let still_runs = last == case.year && case.is_running(last);
        let to_come = self.waiting + if still_runs { asked.count } else { 0 };
        Count { have: self.recognised, doubtful: self.doubtful, to_come, asked: asked.count, years: asked.years }
    }

    fn among(case: &Case, works: &[InitiativeFact], asked: &Asked) -> Self {
        let (first, last) = asked.years;
        let mut found = Self::default();
        for work in works.iter().filter(|work| first <= work.year && work.year <= last) {
            match &work.recognition {
                None => found.waiting += 1,
                Some(recognition) if recognition.level < asked.level => {}
                Some(_) if work.percent < case.context.author_share() => found.small_share += 1,
                Some(recognition) => {
                    let is_early = !case.is_hopeful && recognition.recognised_on > case.context.today();
                    let is_odd = is_early || recognition.decision_no.trim().is_empty();
                    *(if is_odd { &mut found.doubtful } else { &mut found.recognised }) += 1;
                }
            }
        }
        found
    }
}

fn in_words(case: &Case, works: &[InitiativeFact], (first, last): (Year, Year)) -> Vec<String> {
    if !case.shows_facts() {
        return Vec::new();
    }
    let of_the_years = works.iter().filter(|it| first <= it.year && it.year <= last);
    let mut lines: Vec<_> = of_the_years.map(|it| (it.year, words::initiative(it))).collect();
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}
