//! Facts made from the clauses of a rule: enough to meet all of them, or with one of them broken. A rule added
//! to the catalogue is covered by its data alone.

use std::collections::BTreeMap;

use chrono::{Days, Months};

use super::super::*;
use super::builders::*;
use crate::domain::initiative::Level;
use crate::domain::law::{
    AwardCode, AwardSet, Clause, Comparison, DisciplineCode, GradeBar, GradeCode, LastIn, Severity, TitleStreak,
    Wanted, Within, catalogue,
};
use crate::domain::leave::LeaveKind;
use crate::domain::ratio::Ratio;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;

const MEMBERS: usize = 20;

/// One rule asked for one year.
pub(super) struct Recipe<'a> {
    pub(super) award: AwardCode,
    pub(super) kind: SubjectKind,
    pub(super) year: Year,
    pub(super) all: &'a [Clause],
    /// The alternative to be met; empty where the rule has none.
    pub(super) group: &'a [Clause],
    /// The yearly title beneath one that covers three years, under the regime of the rule.
    pub(super) yearly: Option<Wanted>,
}

/// The facts in the making.
struct Dish {
    facts: Facts,
    grades: BTreeMap<Year, GradeCode>,
    members: Vec<MemberFact>,
}

impl Recipe<'_> {
    /// Facts that meet every clause, or every one but `broken`.
    pub(super) fn facts(&self, broken: Option<&Clause>) -> Facts {
        let facts = match self.kind {
            SubjectKind::Person => person().joined("1970-01-01"),
            SubjectKind::Unit => unit(),
        };
        let mut dish = Dish { facts, grades: BTreeMap::new(), members: members() };
        if self.kind == SubjectKind::Unit {
            dish.facts.unit_mut().founded_on = Some(day("1970-01-01"));
        }
        for clause in self.all.iter().chain(self.group) {
            self.meet(clause, &mut dish);
        }
        if let Some(clause) = broken {
            self.spoil(clause, &mut dish);
        }
        let Dish { mut facts, grades, members } = dish;
        facts.grades.extend(grades.into_iter().map(|(year, grade)| GradeFact {
            year,
            grade,
            score_hundredths: None,
            of: None,
        }));
        if let Who::Unit(unit) = &mut facts.who {
            unit.rosters.push(Roster { year: self.year, members });
        }
        facts
    }

    fn window(&self, within: Within) -> (Year, Year) {
        let spans = |clauses: &[Clause]| {
            let years = clauses.iter().filter_map(|clause| match clause {
                Clause::GradeStreak(it) if it.years > 0 => Some((back(self.year, it.years), self.year)),
                Clause::TitleStreak(it) => {
                    Some((back(self.last_grant(it), it.count * it.step_years), self.last_grant(it)))
                }
                _ => None,
            });
            years.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
        };
        match within {
            Within::AwardYear => (self.year, self.year),
            Within::Streak => spans(self.group).or_else(|| spans(self.all)).expect("a streak to count within"),
        }
    }

    fn last_grant(&self, streak: &TitleStreak) -> Year {
        if streak.last_in == LastIn::PreviousYear { self.year.previous() } else { self.year }
    }

    /// The first year of the longest run, before which earlier awards must be decided.
    fn run_start(&self) -> Year {
        let group = self.group.iter().chain(self.all);
        let starts = group.filter_map(|clause| match clause {
            Clause::GradeStreak(it) if it.years > 0 => Some(back(self.year, it.years)),
            Clause::TitleStreak(it) => Some(back(self.last_grant(it), it.count * it.step_years)),
            _ => None,
        });
        starts.min().unwrap_or(self.year)
    }

    fn meet(&self, clause: &Clause, dish: &mut Dish) {
        match clause {
            Clause::RegisteredInYear => dish.facts.registrations.push(RegistrationFact {
                year: self.year,
                award: self.award,
                state: State::Accepted,
                registered_on: None,
            }),
            Clause::GradeInYear { min } => dish.grade(self.year, *min),
            Clause::GradeStreak(it) if it.whole_service => {
                (1971..=self.year.0).for_each(|year| dish.grade(Year(year), it.min));
            }
            Clause::GradeStreak(it) => {
                (back(self.year, it.years).0..=self.year.0).for_each(|year| dish.grade(Year(year), it.min));
            }
            Clause::GradeCount { min, count, within } => {
                for year in last_years(self.window(*within), *count) {
                    dish.grade(year, *min);
                }
            }
            Clause::TitleInYear { title } => dish.grant(title.named, self.year),
            Clause::TitleStreak(it) => {
                let last = self.last_grant(it);
                for place in 0..it.count {
                    dish.grant_once(it.title.named, Year(last.0 - (place * it.step_years) as i32));
                }
                let covered = if it.step_years > 1 { it.count * it.step_years } else { 0 };
                if let Some(yearly) = self.yearly {
                    (back(last, covered).0..=last.0).for_each(|year| dish.grant_once(yearly.named, Year(year)));
                }
            }
            Clause::TitleCount { titles, count, within } => {
                for year in last_years(self.window(*within), *count) {
                    dish.grant_once(titles.named, year);
                }
            }
            Clause::PriorAward { awards, count, within_streak, .. } => {
                let years: Vec<Year> = if *within_streak {
                    last_years(self.window(Within::Streak), *count).collect()
                } else {
                    (1..=*count).map(|place| Year(self.run_start().0 - place as i32)).collect()
                };
                years.into_iter().for_each(|year| dish.grant(awards.named, year));
            }
            Clause::Initiative { level, count, within } => {
                dish.facts.initiatives.extend(works(*level, *count, self.window(*within)));
            }
            Clause::Research { level, count, within } => {
                dish.facts.research.extend(works(*level, *count, self.window(*within)));
            }
            Clause::MemberTitleRatio { title, .. } => dish.members.iter_mut().for_each(|it| give(it, title.named)),
            Clause::MemberTitleExists { title, count } => {
                dish.members.iter_mut().take(*count as usize).for_each(|it| give(it, title.named));
            }
            Clause::Human(kind) => dish.judge(self.award, self.year, *kind, true),
            Clause::MemberGradeRatio { .. }
            | Clause::NoMemberDiscipline { .. }
            | Clause::NoDiscipline { .. }
            | Clause::MinMonthsEmployed { .. }
            | Clause::MaxLeaveDays { .. }
            | Clause::ServiceYears { .. }
            | Clause::UnitAge { .. } => {}
        }
    }

    fn spoil(&self, clause: &Clause, dish: &mut Dish) {
        match clause {
            Clause::RegisteredInYear => dish.facts.registrations.clear(),
            Clause::GradeInYear { min } => dish.spoil_grade(self.year, *min),
            Clause::GradeStreak(it) => dish.spoil_grade(self.year.previous(), it.min),
            Clause::GradeCount { min, within, .. } => dish.spoil_grade(self.window(*within).1, *min),
            Clause::TitleInYear { title } => dish.revoke(title.accepted, self.year),
            Clause::TitleStreak(it) => dish.revoke(it.title.accepted, self.last_grant(it)),
            Clause::TitleCount { titles, within, .. } => dish.revoke(titles.accepted, self.window(*within).1),
            Clause::PriorAward { awards, within_streak: true, .. } => {
                dish.revoke(awards.accepted, self.window(Within::Streak).1);
            }
            Clause::PriorAward { awards, any_time, .. } => {
                // At any time, one granted within the run would serve as well.
                let last = if *any_time { self.year } else { self.run_start().previous() };
                (1970..=last.0).for_each(|year| dish.revoke(awards.accepted, Year(year)));
            }
            Clause::Initiative { .. } => dish.facts.initiatives.truncate(dish.facts.initiatives.len() - 1),
            Clause::Research { .. } => dish.facts.research.truncate(dish.facts.research.len() - 1),
            Clause::MemberTitleRatio { title, op, ratio } => {
                let failing = too_few(*op, *ratio);
                dish.members
                    .iter_mut()
                    .skip(failing)
                    .for_each(|it| it.awards.retain(|held| !title.accepted.contains(*held)));
            }
            Clause::MemberGradeRatio { min, op, ratio } => {
                let failing = too_few(*op, *ratio);
                dish.members.iter_mut().skip(failing).for_each(|it| it.grades = vec![below(*min)]);
            }
            Clause::MemberTitleExists { title, .. } => {
                dish.members.iter_mut().for_each(|it| it.awards.retain(|held| !title.accepted.contains(*held)));
            }
            Clause::NoMemberDiscipline { min_severity } => dish.members[0].disciplines.push(lightest(*min_severity)),
            Clause::NoDiscipline { min_severity } => dish.facts.disciplines.push(DisciplineFact {
                kind: lightest(*min_severity),
                decided_on: self.year.start(),
                decision_no: "1/QĐ".into(),
            }),
            Clause::MinMonthsEmployed { months } => {
                let short = self.year.next().start() - Months::new(*months) + Days::new(1);
                dish.facts.person_mut().joined_on = short;
            }
            Clause::MaxLeaveDays { days, .. } => dish.facts.person_mut().leaves.push(LeaveFact {
                from: self.year.start(),
                to: Some(self.year.start() + Days::new(u64::from(*days) * 2)),
                kind: LeaveKind::Unpaid,
            }),
            Clause::ServiceYears { .. } => dish.facts.person_mut().joined_on = self.year.previous().start(),
            Clause::UnitAge { .. } => dish.facts.unit_mut().founded_on = Some(self.year.start()),
            Clause::Human(kind) => {
                dish.facts.judgements.retain(|it| it.clause != *kind);
                dish.judge(self.award, self.year, *kind, false);
            }
        }
    }
}

impl Dish {
    /// At least this grade.
    fn grade(&mut self, year: Year, min: GradeBar) {
        let least = at(min);
        self.grades.entry(year).and_modify(|grade| *grade = least.max(*grade)).or_insert(least);
    }

    fn spoil_grade(&mut self, year: Year, min: GradeBar) {
        self.grades.insert(year, below(min));
    }

    fn grant(&mut self, awards: AwardSet, year: Year) {
        let code = AwardCode::all().find(|award| awards.contains(*award)).expect("an award");
        self.facts.awards.push(grant(code.code(), year.0));
    }

    fn grant_once(&mut self, awards: AwardSet, year: Year) {
        if !self.facts.awards.iter().any(|fact| fact.year == year && awards.contains(fact.award)) {
            self.grant(awards, year);
        }
    }

    fn revoke(&mut self, awards: AwardSet, year: Year) {
        for fact in self.facts.awards.iter_mut().filter(|fact| fact.year == year && awards.contains(fact.award)) {
            fact.revoked = Some(Revocation { on: year.end(), by: "9/QĐ".into() });
        }
    }

    fn judge(&mut self, award: AwardCode, year: Year, clause: crate::domain::law::ClauseType, met: bool) {
        self.facts = self.facts.clone().judged(award.code(), year.0, clause, met);
    }
}

fn members() -> Vec<MemberFact> {
    let member = |place: usize| MemberFact {
        code: format!("M-{place:02}").into(),
        grades: GradeCode::all().max().into_iter().collect(),
        // Every member holds something, so that a missing title is no missing data.
        awards: vec![award("GK")],
        disciplines: Vec::new(),
    };
    (0..MEMBERS).map(member).collect()
}

fn give(member: &mut MemberFact, titles: AwardSet) {
    member.awards.extend(AwardCode::all().find(|award| titles.contains(*award)));
}

fn works(level: Level, count: u32, window: (Year, Year)) -> Vec<InitiativeFact> {
    // Where more are asked than there are years, several fall into the last one.
    let years = last_years(window, count).chain(std::iter::repeat(window.1));
    years.take(count as usize).map(|year| initiative(year.0, level)).collect()
}

/// The last `count` years of a window, the latest first.
fn last_years((first, last): (Year, Year), count: u32) -> impl Iterator<Item = Year> {
    (first.0..=last.0).rev().take(count as usize).map(Year)
}

fn back(last: Year, years: u32) -> Year {
    Year(last.0 + 1 - years as i32)
}

fn at(bar: GradeBar) -> GradeCode {
    grade(&catalogue().grade_at(bar).expect("a grade").code)
}

fn below(bar: GradeBar) -> GradeCode {
    GradeCode::all().filter(|grade| !bar.is_reached_by(*grade)).max().expect("a lower grade")
}

fn lightest(severity: Severity) -> DisciplineCode {
    DisciplineCode::all().filter(|kind| severity.is_reached_by(*kind)).min().expect("a discipline")
}

/// The largest number of members that does not reach a share.
fn too_few(op: Comparison, ratio: Ratio) -> usize {
    let share = |count: usize| Ratio::new(count as i64, MEMBERS as i64).expect("members");
    (0..MEMBERS).rev().find(|count| !op.holds(share(*count), ratio)).expect("a share above nothing")
}
