//! Bonuses (tiền thưởng): the coefficient of the award times the base salary, both of the day of the decision, and what
//! is paid when several come together. All numbers and rules of combination are the catalogue's.

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::date::format_date;
use super::eligibility::{Confirmations, EntryKey};
use super::law::{AwardCode, BonusPolicy, BonusRounding, Catalogue, Combination, Confidence, Regime, SalaryDay};
use super::money::Dong;
use super::subject::SubjectKind;
use super::year::Year;

/// The bonus that comes with one award.
#[derive(Debug, Clone)]
pub struct Bonus {
    pub award: AwardCode,
    pub subject: SubjectKind,
    pub decided_on: NaiveDate,
    pub regime: &'static Regime,
    pub coefficient: Decimal,
    pub base_salary: Dong,
    pub amount: Dong,
    /// The granting body may fix less.
    pub is_upper_limit: bool,
    /// Articles of the coefficient and of the base salary.
    pub citation: String,
    /// The weakest of all entries the amount rests on.
    pub confidence: Confidence,
    /// The entries among these that are still to be compared with the official text.
    pub waits_for: Vec<EntryKey>,
}

/// Why there is no bonus to compute.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoBonus {
    #[error("{award} không dành cho {}.", subject.word().to_lowercase())]
    NotForSubject { award: &'static str, subject: SubjectKind },
    #[error("Chưa có quy định nào trong danh mục cho ngày {}.", format_date(*.0))]
    NoRegime(NaiveDate),
    #[error("Danh mục chưa có hệ số tiền thưởng {award} cho {} trong {regime}.", subject.word().to_lowercase())]
    NoCoefficient { award: &'static str, subject: SubjectKind, regime: &'static str },
    #[error("Danh mục chưa có cách tính tiền thưởng trong {0}.")]
    NoPolicy(&'static str),
    #[error("Danh mục chưa có mức lương cơ sở cho ngày {}.", format_date(*.0))]
    NoBaseSalary(NaiveDate),
    #[error("Số tiền lớn quá mức hệ thống ghi được.")]
    TooLarge,
}

impl Bonus {
    /// Computes the bonus of an award granted on a day.
    ///
    /// # Errors
    /// Says which part the catalogue does not have for that day.
    pub fn of(
        catalogue: &'static Catalogue,
        award: AwardCode,
        subject: SubjectKind,
        decided_on: NaiveDate,
    ) -> Result<Self, NoBonus> {
        let name = award.award().name_on(decided_on);
        if !award.award().takes(subject) {
            return Err(NoBonus::NotForSubject { award: name, subject });
        }
        let regime = catalogue.regime_on(decided_on).ok_or(NoBonus::NoRegime(decided_on))?;
        let entry = catalogue
            .bonuses
            .iter()
            .find(|it| it.award == award.code() && it.subject == subject && it.regimes.contains(&regime.code));
        let entry = entry.ok_or(NoBonus::NoCoefficient { award: name, subject, regime: &regime.name })?;
        let policy = policy(catalogue, regime)?;
        let salary_day = match policy.base_salary_at {
            SalaryDay::DecisionDate => decided_on,
        };
        let salary = catalogue.base_salary_on(salary_day).ok_or(NoBonus::NoBaseSalary(salary_day))?;
        let rests_on = [&entry.provenance, &salary.provenance, &policy.provenance, &regime.provenance];
        Ok(Self {
            award,
            subject,
            decided_on,
            regime,
            coefficient: entry.coefficient,
            base_salary: salary.amount,
            amount: rounded(policy, entry.coefficient, salary.amount)?,
            is_upper_limit: entry.is_upper_limit,
            citation: format!("{}; mức lương cơ sở: {}", entry.provenance.source, salary.provenance.source),
            confidence: Confidence::weakest(rests_on),
            waits_for: [
                (EntryKey::bonus(award, subject, &regime.code), &entry.provenance),
                (EntryKey::base_salary(salary.effective_from), &salary.provenance),
                (EntryKey::regime(&regime.code), &regime.provenance),
            ]
            .into_iter()
            .filter(|(_, provenance)| !provenance.may_block())
            .map(|(key, _)| key)
            .collect(),
        })
    }
}

impl Bonus {
    /// Whether the secretariat has confirmed everything that was still to be compared.
    pub fn is_confirmed(&self, confirmations: &Confirmations) -> bool {
        self.waits_for.iter().all(|key| confirmations.holds(key))
    }
}

/// How bonuses decided on a day are computed and combined.
pub fn policy_on(catalogue: &'static Catalogue, decided_on: NaiveDate) -> Option<&'static BonusPolicy> {
    catalogue.regime_on(decided_on).and_then(|regime| policy(catalogue, regime).ok())
}

fn policy(catalogue: &'static Catalogue, regime: &'static Regime) -> Result<&'static BonusPolicy, NoBonus> {
    let policy = catalogue.bonus_policies.iter().find(|policy| policy.regimes.contains(&regime.code));
    policy.ok_or(NoBonus::NoPolicy(&regime.name))
}

fn rounded(policy: &BonusPolicy, coefficient: Decimal, salary: Dong) -> Result<Dong, NoBonus> {
    let unit = Decimal::from(policy.round_unit);
    let exact = coefficient.checked_mul(salary.into()).and_then(|exact| exact.checked_div(unit));
    let units = match policy.round {
        BonusRounding::Up => exact.ok_or(NoBonus::TooLarge)?.ceil(),
    };
    units.checked_mul(unit).and_then(|amount| amount.to_i64()).map(Dong::new).ok_or(NoBonus::TooLarge)
}

/// One award of a subject among those decided at the same time, with the year it is for.
#[derive(Debug, Clone)]
pub struct Due {
    pub bonus: Bonus,
    pub period: Year,
}

/// Whether a bonus is paid beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    Paid,
    /// Only the higher title of the period is paid.
    InHigher(AwardCode),
    /// The catalogue does not say what becomes of several commendations at a time.
    ForSomebodyToDecide,
}

impl fmt::Display for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paid => f.write_str("Được chi"),
            Self::InHigher(award) => {
                write!(f, "Đã tính trong {}", award.award().name_on(NaiveDate::MAX))
            }
            Self::ForSomebodyToDecide => f.write_str("Cần người xét: danh mục chưa có quy định"),
        }
    }
}

/// What is paid of the bonuses of one subject, in the order given. Those decided on one day come together.
///
/// # Errors
/// When the catalogue has no rules for one of the days.
pub fn combine(catalogue: &'static Catalogue, due: &[Due]) -> Result<Vec<Payment>, NoBonus> {
    due.iter().enumerate().map(|(place, it)| payment(catalogue, due, place, it)).collect()
}

fn payment(catalogue: &'static Catalogue, due: &[Due], place: usize, it: &Due) -> Result<Payment, NoBonus> {
    let policy = policy(catalogue, it.bonus.regime)?;
    let is_title = it.bonus.award.award().is_title();
    let others = due.iter().enumerate().filter(|(other, that)| {
        *other != place
            && that.bonus.decided_on == it.bonus.decided_on
            && that.bonus.award.award().is_title() == is_title
    });
    let others: Vec<(usize, &Due)> = others.collect();
    if !is_title {
        return Ok(match policy.same_time_commendations_different_achievement {
            _ if others.is_empty() => Payment::Paid,
            Some(rule) => in_higher(rule, place, it, others.into_iter()),
            None => Payment::ForSomebodyToDecide,
        });
    }
    let (same, different): (Vec<_>, Vec<_>) = others.into_iter().partition(|(_, that)| that.period == it.period);
    let of_period = in_higher(policy.same_time_same_period_titles, place, it, same.into_iter());
    Ok(match of_period {
        Payment::Paid => in_higher(policy.same_time_different_period_titles, place, it, different.into_iter()),
        lower => lower,
    })
}

/// Paid, or left to a higher one; of two alike the first is paid.
fn in_higher<'d>(rule: Combination, place: usize, it: &Due, others: impl Iterator<Item = (usize, &'d Due)>) -> Payment {
    let key = |place: usize, due: &Due| (due.bonus.amount, due.bonus.award.award().rank, std::cmp::Reverse(place));
    let higher =
        others.filter(|(other, that)| key(*other, that) > key(place, it)).max_by_key(|(o, that)| key(*o, that));
    match (rule, higher) {
        (Combination::HighestOnly, Some((_, that))) => Payment::InHigher(that.bonus.award),
        _ => Payment::Paid,
    }
}

#[cfg(test)]
mod tests;
