//! The bonuses that come with a decision's list: as its page shows them, and as they are paid.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::lines::{self, Line};
use crate::db::Connection;
use crate::domain::bonus::{Bonus, Due, Payment, combine};
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::domain::law::catalogue;
use crate::domain::money::Dong;
use crate::domain::number::plain_decimal_comma;
use crate::domain::year::Year;
use crate::error::AppResult;

/// What is said of one line, and what is to be paid with it; `None` where the catalogue cannot tell.
#[derive(Debug, Clone, Default)]
pub struct LineBonus {
    pub words: String,
    /// Of the base salary, as "1,5"; empty where the catalogue cannot tell.
    pub coefficient: String,
    pub base_salary: Option<Dong>,
    pub amount: Option<Dong>,
}

/// What is said of each line, in their order, and of all together.
pub struct Bonuses {
    pub lines: Vec<LineBonus>,
    pub total: String,
}

impl Bonuses {
    /// Computed as of the day of the decision or, of a draft, as of today.
    pub fn of(lines: &[Line], period: Year, day: NaiveDate) -> Self {
        let lines = computed(lines, period, day);
        let total: Dong = lines.iter().filter_map(|line| line.amount).sum();
        Self { lines, total: format!("{total} đồng, tính theo mức của ngày {}", format_date(day)) }
    }
}

/// What is to be paid for each dossier that these decisions grant.
pub fn of_dossiers(conn: &mut Connection, decisions: &[DecisionId]) -> AppResult<HashMap<DossierId, LineBonus>> {
    let mut lists: HashMap<DecisionId, (Year, NaiveDate, Vec<Line>)> = HashMap::new();
    for granted in lines::granted_by(conn, decisions)? {
        let (_, _, lines) = lists.entry(granted.decision).or_insert((granted.year, granted.decided_on, Vec::new()));
        lines.push(granted.line);
    }
    let of_list = |(period, day, lines): (Year, NaiveDate, Vec<Line>)| {
        let bonuses = computed(&lines, period, day);
        lines.into_iter().zip(bonuses).filter_map(|(line, bonus)| Some((line.dossier?, bonus)))
    };
    Ok(lists.into_values().flat_map(of_list).collect())
}

/// By the day of the decision, in the order of the lines.
pub(super) fn computed(lines: &[Line], period: Year, day: NaiveDate) -> Vec<LineBonus> {
    let mut of_subject: HashMap<SubjectId, Vec<(usize, Due)>> = HashMap::new();
    let mut said: Vec<LineBonus> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        match Bonus::of(catalogue(), line.award, line.kind, day) {
            Ok(bonus) => {
                said.push(LineBonus::default());
                of_subject.entry(line.subject).or_default().push((place, Due { bonus, period }));
            }
            Err(none) => said.push(unknown(none.to_string())),
        }
    }
    for own in of_subject.into_values() {
        let (places, due): (Vec<usize>, Vec<Due>) = own.into_iter().unzip();
        match combine(catalogue(), &due) {
            Ok(payments) => {
                for ((place, due), payment) in places.into_iter().zip(&due).zip(payments) {
                    said[place] = paid(&due.bonus, payment);
                }
            }
            Err(none) => {
                places.into_iter().for_each(|place| {
                    said[place] = unknown(none.to_string());
                });
            }
        }
    }
    said
}

fn unknown(words: String) -> LineBonus {
    LineBonus { words, ..LineBonus::default() }
}

fn paid(bonus: &Bonus, payment: Payment) -> LineBonus {
    let (words, amount) = match payment {
        Payment::Paid if bonus.is_upper_limit => (format!("tối đa {} đồng", bonus.amount), Some(bonus.amount)),
        Payment::Paid => (format!("{} đồng", bonus.amount), Some(bonus.amount)),
        Payment::InHigher(_) => (payment.to_string(), Some(Dong::ZERO)),
        Payment::ForSomebodyToDecide => (payment.to_string(), None),
    };
    let coefficient = plain_decimal_comma(bonus.coefficient);
    LineBonus { words, coefficient, base_salary: Some(bonus.base_salary), amount }
}
