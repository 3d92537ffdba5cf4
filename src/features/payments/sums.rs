//! What a list of bonuses comes to, by unit and by source.

use super::ops::Payable;
use crate::domain::dossier::State;
use crate::domain::money::Dong;

/// Of the decision's own level, where that is not this agency.
const OF_HIGHER_LEVEL: &str = "Cấp ra quyết định chi";

/// What one unit or one source has of a list.
#[derive(Debug, Clone)]
pub struct Part {
    pub name: String,
    pub count: usize,
    pub amount: Dong,
}

/// A list taken apart in two ways; both come to the same total.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    pub units: Vec<Part>,
    pub sources: Vec<Part>,
    pub total: Dong,
}

impl Sums {
    /// Of what is paid and to be paid; what is counted in a higher title and what was taken back are left out. What is
    /// not yet paid will come from `source`.
    pub fn of(lines: &[Payable], source: &str) -> Self {
        let mut sums = Self::default();
        for it in lines.iter().filter(|it| it.row.state != State::Revoked) {
            let amount = it.amount().unwrap_or_default();
            if amount.is_zero() {
                continue;
            }
            sums.total = sums.total + amount;
            add(&mut sums.units, &it.row.unit_name, amount);
            add(&mut sums.sources, source_of(it, source), amount);
        }
        sums
    }
}

/// From where it was or will be paid.
pub fn source_of<'n>(it: &'n Payable, source: &'n str) -> &'n str {
    match (it.money.source, it.row.is_own) {
        (Some(_), _) => &it.money.source_name,
        (None, true) => source,
        (None, false) => OF_HIGHER_LEVEL,
    }
}

fn add(parts: &mut Vec<Part>, name: &str, amount: Dong) {
    match parts.iter_mut().find(|part| part.name == name) {
        Some(part) => {
            part.count += 1;
            part.amount = part.amount + amount;
        }
        None => parts.push(Part { name: name.to_owned(), count: 1, amount }),
    }
}
