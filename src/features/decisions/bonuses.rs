//! The bonuses that come with a decision's list, as its page shows them; the paper of payment is another matter.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::Line;
use crate::domain::bonus::{Bonus, Due, Payment, combine};
use crate::domain::date::format_date;
use crate::domain::ids::SubjectId;
use crate::domain::law::catalogue;
use crate::domain::money::Dong;
use crate::domain::year::Year;

/// What is said of each line, in their order, and of all together.
pub struct Bonuses {
    pub lines: Vec<String>,
    pub total: String,
}

impl Bonuses {
    /// Computed as of the day of the decision or, of a draft, as of today.
    pub fn of(lines: &[Line], period: Year, day: NaiveDate) -> Self {
        let computed: Vec<_> = lines.iter().map(|line| Bonus::of(catalogue(), line.award, line.kind, day)).collect();
        let mut of_subject: HashMap<SubjectId, Vec<(usize, Due)>> = HashMap::new();
        let mut words: Vec<String> = Vec::with_capacity(lines.len());
        for (place, (line, bonus)) in lines.iter().zip(computed).enumerate() {
            match bonus {
                Ok(bonus) => {
                    words.push(String::new());
                    of_subject.entry(line.subject).or_default().push((place, Due { bonus, period }));
                }
                Err(none) => words.push(none.to_string()),
            }
        }
        let mut total = Dong::ZERO;
        for own in of_subject.into_values() {
            let (places, due): (Vec<usize>, Vec<Due>) = own.into_iter().unzip();
            match combine(catalogue(), &due) {
                Ok(payments) => {
                    for ((place, due), payment) in places.into_iter().zip(&due).zip(payments) {
                        words[place] = payment_words(&due.bonus, payment);
                        total = total + if payment == Payment::Paid { due.bonus.amount } else { Dong::ZERO };
                    }
                }
                Err(none) => places.into_iter().for_each(|place| words[place] = none.to_string()),
            }
        }
        Self { lines: words, total: format!("{total} đồng, tính theo mức của ngày {}", format_date(day)) }
    }
}

fn payment_words(bonus: &Bonus, payment: Payment) -> String {
    match payment {
        Payment::Paid if bonus.is_upper_limit => format!("tối đa {} đồng", bonus.amount),
        Payment::Paid => format!("{} đồng", bonus.amount),
        other => other.to_string(),
    }
}
