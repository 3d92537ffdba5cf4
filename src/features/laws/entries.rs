//! Every entry of the catalogue that an answer of the program rests on, each under the key of its confirmation.

use chrono::NaiveDate;

use super::criteria::Criteria;
use crate::domain::codes::codes;
use crate::domain::date::format_date;
use crate::domain::eligibility::EntryKey;
use crate::domain::law::{
    AwardCode, BaseSalary, Bonus, Catalogue, Deadline, GeneralRule, Provenance, RatioCap, Regime, Rule, Sunset,
    VoteRule, catalogue,
};
use crate::domain::number::plain_decimal_comma;

codes! {
    EntryKind {
        Regime = "regime" "Chế độ pháp lý",
        Rule = "rule" "Tiêu chuẩn",
        RatioCap = "ratio_cap" "Tỷ lệ",
        VoteRule = "vote_rule" "Biểu quyết",
        Bonus = "bonus" "Tiền thưởng",
        GeneralRule = "general_rule" "Quy định chung",
        BaseSalary = "base_salary" "Mức lương cơ sở",
        Deadline = "deadline" "Thời hạn",
        Sunset = "sunset" "Hết hiệu lực",
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy)]
enum About {
    Regime(&'static Regime),
    Rule(&'static Rule),
    RatioCap(&'static RatioCap),
    VoteRule(AwardCode, &'static VoteRule),
    Bonus(AwardCode, &'static Bonus),
    GeneralRule(&'static GeneralRule),
    BaseSalary(&'static BaseSalary),
    Deadline(&'static Deadline),
    Sunset(&'static Sunset),
}

/// One entry, under one regime where it has several.
#[derive(Debug, Clone)]
pub struct Entry {
    pub key: EntryKey,
    /// `None` for what hangs on a day of its own.
    pub regime: Option<&'static Regime>,
    pub provenance: &'static Provenance,
    about: About,
}

/// Every entry, regime by regime, then those with days of their own.
pub fn all() -> Vec<Entry> {
    let catalogue = catalogue();
    let mut all: Vec<Entry> = catalogue.regimes.iter().flat_map(|regime| of_regime(catalogue, regime)).collect();
    all.extend(catalogue.general_rules.iter().map(general_rule));
    all.extend(
        catalogue.base_salaries.iter().map(|it| {
            Entry::new(EntryKey::base_salary(it.effective_from), None, &it.provenance, About::BaseSalary(it))
        }),
    );
    all.extend(
        catalogue
            .deadlines
            .iter()
            .map(|it| Entry::new(EntryKey::deadline(&it.code), None, &it.provenance, About::Deadline(it))),
    );
    let sunset = &catalogue.sunset;
    all.push(Entry::new(EntryKey::sunset(), None, &sunset.provenance, About::Sunset(sunset)));
    all
}

pub fn find(key: &str) -> Option<Entry> {
    all().into_iter().find(|entry| entry.key.as_str() == key)
}

/// The entries of one regime: itself, then criteria, caps, votes, bonuses.
pub fn of_regime(catalogue: &'static Catalogue, regime: &'static Regime) -> Vec<Entry> {
    let entry = |key, provenance, about| Entry::new(key, Some(regime), provenance, about);
    let is_here = |regimes: &[String]| regimes.contains(&regime.code);
    let mut all = vec![entry(EntryKey::regime(&regime.code), &regime.provenance, About::Regime(regime))];
    let rules = catalogue.rules.iter().filter(|it| is_here(&it.regimes));
    all.extend(
        rules.map(|it| entry(EntryKey::rule(&it.award, it.subject, &regime.code), &it.provenance, About::Rule(it))),
    );
    let caps = catalogue.ratio_caps.iter().filter(|it| is_here(&it.regimes));
    all.extend(
        caps.map(|it| entry(EntryKey::ratio_cap(&it.target, &regime.code), &it.provenance, About::RatioCap(it))),
    );
    for vote in catalogue.vote_rules.iter().filter(|it| is_here(&it.regimes)) {
        let awards = vote.awards.iter().filter_map(|code| AwardCode::from_code(code));
        all.extend(awards.map(|award| {
            entry(EntryKey::vote_rule(award, &regime.code), &vote.provenance, About::VoteRule(award, vote))
        }));
    }
    for bonus in catalogue.bonuses.iter().filter(|it| is_here(&it.regimes)) {
        let Some(award) = AwardCode::from_code(&bonus.award) else { continue };
        let key = EntryKey::bonus(award, bonus.subject, &regime.code);
        all.push(entry(key, &bonus.provenance, About::Bonus(award, bonus)));
    }
    all
}

/// The cross-cutting rules of a regime. One entry may serve several regimes.
pub fn general_rules(catalogue: &'static Catalogue, regime: &'static Regime) -> Vec<Entry> {
    let here = catalogue.general_rules.iter().filter(|it| it.regimes.contains(&regime.code));
    here.map(general_rule).collect()
}

fn general_rule(it: &'static GeneralRule) -> Entry {
    Entry::new(EntryKey::general_rule(&it.code), None, &it.provenance, About::GeneralRule(it))
}

impl Entry {
    fn new(key: EntryKey, regime: Option<&'static Regime>, provenance: &'static Provenance, about: About) -> Self {
        Self { key, regime, provenance, about }
    }

    pub const fn kind(&self) -> EntryKind {
        match self.about {
            About::Regime(_) => EntryKind::Regime,
            About::Rule(_) => EntryKind::Rule,
            About::RatioCap(_) => EntryKind::RatioCap,
            About::VoteRule(..) => EntryKind::VoteRule,
            About::Bonus(..) => EntryKind::Bonus,
            About::GeneralRule(_) => EntryKind::GeneralRule,
            About::BaseSalary(_) => EntryKind::BaseSalary,
            About::Deadline(_) => EntryKind::Deadline,
            About::Sunset(_) => EntryKind::Sunset,
        }
    }

    /// The day whose names are used: the first of its regime.
    pub fn as_of(&self) -> NaiveDate {
        self.regime.map_or(NaiveDate::MAX, |regime| regime.effective_from)
    }

    /// "Lao động tiên tiến, cá nhân".
    pub fn title(&self) -> String {
        let name = |award: AwardCode| award.award().name_on(self.as_of()).to_owned();
        match self.about {
            About::Regime(it) => it.name.clone(),
            About::Rule(it) => {
                let award = AwardCode::from_code(&it.award).map_or_else(|| it.award.clone(), name);
                format!("{award}, {}", it.subject.word().to_lowercase())
            }
            About::RatioCap(it) => target_name(&it.target, self.as_of()),
            About::VoteRule(award, _) => name(award),
            About::Bonus(award, it) => format!("{}, {}", name(award), it.subject.word().to_lowercase()),
            About::GeneralRule(it) => it.effect.words().to_owned(),
            About::BaseSalary(it) => format!("Từ ngày {}", format_date(it.effective_from)),
            About::Deadline(it) => it.text.clone(),
            About::Sunset(it) => it.document.clone(),
        }
    }

    /// What it says, in one sentence; criteria are [`Self::criteria`].
    pub fn words(&self) -> String {
        match self.about {
            About::Regime(it) => it.documents.join("; "),
            About::RatioCap(it) => {
                let from = it.effective_from.map_or_else(String::new, |day| format!(", từ {}", format_date(day)));
                format!("{}{from}", it.words())
            }
            About::VoteRule(_, it) => it.words(),
            About::Bonus(_, it) => {
                let limit = if it.is_upper_limit { " (mức tối đa)" } else { "" };
                format!("{} lần mức lương cơ sở{limit}", plain_decimal_comma(it.coefficient))
            }
            About::BaseSalary(it) => format!("{} đồng", it.amount),
            About::Deadline(it) => deadline_words(it),
            About::Sunset(it) => format!("Ngày cuối còn hiệu lực: {}", format_date(it.last_day)),
            About::Rule(_) | About::GeneralRule(_) => String::new(),
        }
    }

    /// The criteria of an award, where it is about these.
    pub fn criteria(&self) -> Option<Criteria> {
        match (self.about, self.regime) {
            (About::Rule(rule), Some(regime)) => Some(Criteria::of(rule, regime)),
            _ => None,
        }
    }
}

/// A cap is on an award or on a grade.
fn target_name(code: &str, as_of: NaiveDate) -> String {
    let award = AwardCode::from_code(code).map(|award| award.award().name_on(as_of));
    let grade = || catalogue().grades.iter().find(|grade| grade.code == code).map(|grade| grade.name_on(as_of));
    award.or_else(grade).unwrap_or(code).to_owned()
}

/// "Hằng năm, ngày 15/12".
fn deadline_words(it: &Deadline) -> String {
    match (it.month_day, it.days_before_event, it.working_days) {
        (Some(day), ..) => format!("Hằng năm, ngày {day}"),
        (_, Some(days), _) => format!("Trước hội nghị {days} ngày"),
        (.., Some(days)) => format!("{days} ngày làm việc"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_entry_has_a_key_of_its_own_a_title_and_words() {
        let all = all();
        let mut keys = HashSet::new();
        for entry in &all {
            assert!(keys.insert(entry.key.as_str().to_owned()), "{} twice", entry.key);
            assert!(!entry.title().is_empty(), "{}", entry.key);
            let is_title_alone = entry.kind() == EntryKind::GeneralRule;
            let says = entry.criteria().is_some() || !entry.words().is_empty() || is_title_alone;
            assert!(says, "{}", entry.key);
        }
        for key in ["rule:LDTT:individual:R2014", "regime:R2026", "sunset", "bonus:LDTT:individual:R2025"] {
            assert!(keys.contains(key), "{key}");
        }
        assert!(all.iter().any(|entry| entry.kind() == EntryKind::Deadline && entry.words() == "Hằng năm, ngày 15/12"));
    }
}
