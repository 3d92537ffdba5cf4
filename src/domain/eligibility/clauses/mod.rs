//! One small evaluator for each type of clause, readable beside the article it serves; those that only a
//! person can judge share one.

mod count;
mod grade_count;
mod grade_in_year;
mod grade_streak;
mod human;
mod max_leave_days;
mod member_discipline;
mod member_grade_ratio;
mod member_title_exists;
mod member_title_ratio;
mod members;
mod min_months_employed;
mod no_discipline;
mod prior_award;
mod recognised_work;
mod registered_in_year;
mod run;
mod service_years;
mod title_count;
mod title_in_year;
mod title_streak;
mod unit_age;

use super::case::{Case, Verdict};
use super::finding::Outcome;
use crate::domain::law::Clause;

/// What a clause says of the case; `group` are the clauses it stands among, for what counts "within the streak".
pub(super) fn evaluate(case: &Case, clause: &Clause, group: &[Clause]) -> Verdict {
    let verdict = match clause {
        Clause::RegisteredInYear => registered_in_year::evaluate(case),
        Clause::GradeInYear { min } => grade_in_year::evaluate(case, *min),
        Clause::GradeStreak(streak) => grade_streak::evaluate(case, streak),
        Clause::GradeCount { min, count, within } => grade_count::evaluate(case, *min, *count, *within, group),
        Clause::TitleInYear { title } => title_in_year::evaluate(case, *title),
        Clause::TitleStreak(streak) => title_streak::evaluate(case, streak),
        Clause::TitleCount { titles, count, within } => title_count::evaluate(case, *titles, *count, *within, group),
        Clause::PriorAward { awards, count, any_time, within_streak } => {
            let when = prior_award::When::of(case, *any_time, *within_streak, group);
            prior_award::evaluate(case, *awards, *count, when)
        }
        Clause::Initiative { level, count, within } => {
            let asked = recognised_work::Asked { level: *level, count: *count, years: case.years(*within, group) };
            recognised_work::initiatives(case, &asked)
        }
        Clause::Research { level, count, within } => {
            let asked = recognised_work::Asked { level: *level, count: *count, years: case.years(*within, group) };
            recognised_work::research(case, &asked)
        }
        Clause::MemberTitleRatio { title, op, ratio } => member_title_ratio::evaluate(case, *title, *op, *ratio),
        Clause::MemberGradeRatio { min, op, ratio } => member_grade_ratio::evaluate(case, *min, *op, *ratio),
        Clause::MemberTitleExists { title, count } => member_title_exists::evaluate(case, *title, *count),
        Clause::NoMemberDiscipline { min_severity } => member_discipline::evaluate(case, *min_severity),
        Clause::NoDiscipline { min_severity } => no_discipline::evaluate(case, *min_severity),
        Clause::MinMonthsEmployed { months } => min_months_employed::evaluate(case, *months),
        Clause::MaxLeaveDays { days, exempt } => max_leave_days::evaluate(case, *days, exempt),
        Clause::ServiceYears { male, female } => service_years::evaluate(case, *male, *female),
        Clause::UnitAge { years } => unit_age::evaluate(case, *years),
        Clause::Human(kind) => return human::evaluate(case, *kind),
    };
    // Where the registers leave it open, a person may have looked at the paper.
    if verdict.outcome == Outcome::NeedsJudgement {
        return human::judged(case, clause.kind()).unwrap_or(verdict);
    }
    verdict
}
