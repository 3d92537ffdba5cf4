//! The register of the numbers of one kind of document in a calendar year ("05/QĐ-STC"), and what does not fit in it.

use chrono::NaiveDate;

use super::codes::codes;

codes! {
    /// What is numbered together.
    Symbol {
        Decision = "QĐ" "Quyết định",
        Proposal = "TTr" "Tờ trình",
    }
}

/// A document in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    pub number: String,
    pub day: NaiveDate,
}

impl Numbered {
    /// 5 of "05/QĐ-STC"; none where it does not begin with a number above 0.
    pub fn value(&self) -> Option<u32> {
        self.number.split('/').next()?.trim().parse().ok().filter(|value| *value > 0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Numbers that no document has, the first and the last of them.
    Missing(u32, u32),
    /// Documents that share a number, as they are written.
    Shared(Vec<String>),
    /// The first has the higher number and the earlier day.
    OutOfOrder(String, String),
    /// No number can be read in it.
    Unreadable(String),
}

/// What does not fit, in the order of the register.
pub fn faults(documents: &[Numbered]) -> Vec<Fault> {
    let unreadable = documents.iter().filter(|it| it.value().is_none());
    let mut faults: Vec<Fault> = unreadable.map(|it| Fault::Unreadable(it.number.clone())).collect();
    let mut read: Vec<(u32, &Numbered)> = documents.iter().filter_map(|it| Some((it.value()?, it))).collect();
    read.sort_by_key(|(value, it)| (*value, it.day));
    let mut last: Option<(u32, &Numbered)> = None;
    for same in read.chunk_by(|(one, _), (next, _)| one == next) {
        let (value, first) = same[0];
        let expected = last.map_or(1, |(value, _)| value + 1);
        if value > expected {
            faults.push(Fault::Missing(expected, value - 1));
        }
        if same.len() > 1 {
            faults.push(Fault::Shared(same.iter().map(|(_, it)| it.number.clone()).collect()));
        }
        if let Some((_, before)) = last.filter(|(_, before)| before.day > first.day) {
            faults.push(Fault::OutOfOrder(first.number.clone(), before.number.clone()));
        }
        last = same.last().copied();
    }
    faults
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn document(number: &str, day: &str) -> Numbered {
        Numbered { number: number.to_owned(), day: day.parse().unwrap() }
    }

    #[test]
    fn gaps_shared_numbers_and_wrong_order_are_found() {
        let documents = [
            document("07/QĐ-STC", "2015-01-10"),
            document("02/QĐ-STC", "2015-01-20"),
            document("2/QĐ-STC", "2015-01-21"),
            document("không số", "2015-02-01"),
            document("3/QĐ-STC", "2015-01-05"),
        ];
        let expected = [
            Fault::Unreadable("không số".into()),
            Fault::Missing(1, 1),
            Fault::Shared(vec!["02/QĐ-STC".into(), "2/QĐ-STC".into()]),
            Fault::OutOfOrder("3/QĐ-STC".into(), "2/QĐ-STC".into()),
            Fault::Missing(4, 6),
        ];
        assert_eq!(faults(&documents), expected);
    }

    proptest! {
        /// Whatever the order they come in, the numbers present and those said to be missing are all up to the highest.
        #[test]
        fn what_is_there_and_what_is_missing_make_up_the_whole(numbers in prop::collection::vec(1u32..60, 0..30)) {
            let documents: Vec<Numbered> =
                numbers.iter().map(|number| document(&format!("{number:02}/QĐ-STC"), "2015-01-05")).collect();
            let mut all: BTreeSet<u32> = numbers.iter().copied().collect();
            let mut shared = 0;
            for fault in faults(&documents) {
                match fault {
                    Fault::Missing(from, to) => (from..=to).for_each(|number| assert!(all.insert(number))),
                    Fault::Shared(same) => shared += same.len() - 1,
                    other => panic!("{other:?}"),
                }
            }
            let highest = numbers.iter().copied().max().unwrap_or(0);
            prop_assert_eq!(all, (1..=highest).collect::<BTreeSet<u32>>());
            prop_assert_eq!(shared, numbers.len() - numbers.iter().collect::<BTreeSet<_>>().len());
        }
    }
}
