//! Local regulation (quy chế của tỉnh, của cơ quan): criteria and caps on top of the law, never below it.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::facts::Text;
use crate::domain::law::{Award, AwardCode, CapRounding, Catalogue, Clause, Comparison, Regime};
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

/// Where local regulation asks for less than the law.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: thấp hơn mức của {article} ({regime}). Quy chế chỉ được quy định cao hơn.")]
pub struct Looser {
    pub what: String,
    /// The article it undercuts.
    pub article: String,
    pub regime: String,
}

impl LocalRule {
    /// Whether the titles it asks for in the year itself all stand below the award: "đạt hoặc đủ tiêu chuẩn" looks at
    /// their criteria in turn, so that one which leads back here would never end.
    pub fn asks_only_for_lower_titles(&self, catalogue: &Catalogue) -> bool {
        let award = self.award.award();
        let is_below =
            |wanted: &Award| wanted.is_title() && (!award.is_title() || wanted.is_lower_than(award, self.subject));
        self.clauses.iter().all(|clause| match clause {
            Clause::TitleInYear { title } => catalogue.awards_in(title.named).all(is_below),
            _ => true,
        })
    }

    pub fn is_in_force_on(&self, day: NaiveDate) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|last| day <= last)
    }

    fn overlaps(&self, regime: &Regime) -> bool {
        let begins_before_its_end = regime.effective_to.is_none_or(|last| self.effective_from <= last);
        begins_before_its_end && self.effective_to.is_none_or(|last| regime.effective_from <= last)
    }
}

/// Whether a local rule stays within the law of every regime it would stand beside.
///
/// # Errors
/// Names the first criterion or cap that asks for less, and the article.
pub fn check_not_looser(local: &LocalRule, catalogue: &Catalogue) -> Result<(), Looser> {
    for regime in catalogue.regimes.iter().filter(|regime| local.overlaps(regime)) {
        let Some(rule) = catalogue.rule_for(local.award.code(), local.subject, regime) else { continue };
        let undercuts = |clause: &&Clause| rule.all.iter().any(|national| is_looser(clause, national));
        if let Some(clause) = local.clauses.iter().find(undercuts) {
            return Err(looser(clause.kind().word(), &rule.provenance.source, regime));
        }
        let caps = catalogue.ratio_caps.iter().filter(|cap| cap.target == local.award.code());
        for cap in caps.filter(|cap| cap.regimes.contains(&regime.code)) {
            let is_over_before_it = local.effective_to.zip(cap.effective_from).is_some_and(|(last, from)| last < from);
            if !is_over_before_it && local.cap.is_some_and(|own| own.max_ratio > cap.max_ratio) {
                return Err(looser("Tỷ lệ tối đa", &cap.provenance.source, regime));
            }
        }
    }
    Ok(())
}

fn looser(what: &str, article: &str, regime: &Regime) -> Looser {
    Looser { what: what.to_owned(), article: article.to_owned(), regime: regime.name.clone() }
}

/// Asks for less in something and for more in nothing. Criteria on different matters are not compared: both hold.
fn is_looser(local: &Clause, national: &Clause) -> bool {
    let strictness = strictness(local, national);
    strictness.contains(&Ordering::Less) && !strictness.contains(&Ordering::Greater)
}

/// How a local clause compares with one of the law, parameter by parameter: `Less` asks for less.
fn strictness(local: &Clause, national: &Clause) -> Vec<Ordering> {
    use Clause as C;
    match (local, national) {
        (C::GradeInYear { min }, C::GradeInYear { min: least }) => vec![min.cmp(least)],
        (C::GradeStreak(own), C::GradeStreak(law)) => vec![own.years.cmp(&law.years), own.min.cmp(&law.min)],
        (C::GradeCount { min, count, within }, C::GradeCount { min: least, count: times, within: window })
            if within == window =>
        {
            vec![min.cmp(least), count.cmp(times)]
        }
        (C::TitleStreak(own), C::TitleStreak(law)) if own.title == law.title => vec![own.count.cmp(&law.count)],
        (C::TitleCount { titles, count, within }, C::TitleCount { titles: named, count: times, within: window })
            if (titles, within) == (named, window) =>
        {
            vec![count.cmp(times)]
        }
        (C::PriorAward { awards, count, .. }, C::PriorAward { awards: named, count: times, .. }) if awards == named => {
            vec![count.cmp(times)]
        }
        (C::Initiative { level, count, within }, C::Initiative { level: least, count: times, within: window })
        | (C::Research { level, count, within }, C::Research { level: least, count: times, within: window })
            if within == window =>
        {
            vec![level.cmp(least), count.cmp(times)]
        }
        (
            C::MemberTitleRatio { title, op, ratio },
            C::MemberTitleRatio { title: named, op: compared, ratio: share },
        ) if title == named => vec![ratio_strictness((*op, *ratio), (*compared, *share))],
        (C::MemberGradeRatio { min, op, ratio }, C::MemberGradeRatio { min: least, op: compared, ratio: share }) => {
            vec![min.cmp(least), ratio_strictness((*op, *ratio), (*compared, *share))]
        }
        (C::MemberTitleExists { title, count }, C::MemberTitleExists { title: named, count: times })
            if title == named =>
        {
            vec![count.cmp(times)]
        }
        // A heavier least discipline lets lighter ones pass.
        (C::NoMemberDiscipline { min_severity: own }, C::NoMemberDiscipline { min_severity: law })
        | (C::NoDiscipline { min_severity: own }, C::NoDiscipline { min_severity: law }) => vec![law.cmp(own)],
        (C::MinMonthsEmployed { months: own }, C::MinMonthsEmployed { months: law })
        | (C::UnitAge { years: own }, C::UnitAge { years: law }) => vec![own.cmp(law)],
        (C::MaxLeaveDays { days, exempt }, C::MaxLeaveDays { days: most, exempt: free }) => {
            let exempts_more = exempt.iter().any(|kind| !free.contains(kind));
            vec![most.cmp(days), if exempts_more { Ordering::Less } else { Ordering::Equal }]
        }
        (C::ServiceYears { male, female }, C::ServiceYears { male: men, female: women }) => {
            vec![male.cmp(men), female.cmp(women)]
        }
        _ => Vec::new(),
    }
}

fn ratio_strictness(own: (Comparison, Ratio), law: (Comparison, Ratio)) -> Ordering {
    let is_above = |op| op == Comparison::Above;
    own.1.cmp(&law.1).then(is_above(own.0).cmp(&is_above(law.0)))
}
