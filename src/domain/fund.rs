//! The register of a fund (sổ quỹ): what was planned, received and paid of one source in one budget year, what is left
//! after each line, and whether a further line may be entered. Amounts in đồng.

use chrono::NaiveDate;

use super::codes::codes;
use super::money::Dong;

codes! {
    EntryKind {
        Plan = "plan" "Dự toán",
        Receipt = "receipt" "Thu",
        Bonus = "bonus" "Chi tiền thưởng",
        Payment = "payment" "Chi khác",
        Recovery = "recovery" "Thu hồi tiền thưởng",
        Override = "override" "Cho chi vượt",
    }
}

/// What an entry does to the money that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    In,
    Out,
    /// Nothing: a plan, a leave to overdraw.
    Beside,
}

impl EntryKind {
    pub const fn side(self) -> Side {
        match self {
            Self::Receipt | Self::Recovery => Side::In,
            Self::Bonus | Self::Payment => Side::Out,
            Self::Plan | Self::Override => Side::Beside,
        }
    }

    /// Whether a counter-entry takes it back; a paid bonus is put right where it was entered.
    pub const fn is_reversible(self) -> bool {
        !matches!(self, Self::Bonus)
    }
}

/// A line of the register. A counter-entry has an amount below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub kind: EntryKind,
    pub on: NaiveDate,
    pub amount: Dong,
}

impl Entry {
    /// What it adds to the balance.
    pub fn effect(self) -> Dong {
        match self.kind.side() {
            Side::In => self.amount,
            Side::Out => -self.amount,
            Side::Beside => Dong::ZERO,
        }
    }
}

/// Sums of a register, counter-entries taken off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub plan: Dong,
    pub received: Dong,
    pub paid: Dong,
    pub balance: Dong,
    /// How far below zero the head of the agency lets the balance go.
    pub overdraft: Dong,
}

/// A payment that the fund does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// What can still be paid on that day, the overdraft counted in; below zero where too much was paid already.
    pub room: Dong,
    pub needed: Dong,
}

impl Short {
    pub fn missing(self) -> Dong {
        self.needed - self.room
    }
}

/// The lines of one source and year in the order of their days.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Vec<Entry>);

impl Ledger {
    /// Lines of one day stay in the order given.
    pub fn of(mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| entry.on);
        Self(entries)
    }

    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Somebody keeps it: a plan or a receipt was entered. Before that nothing is checked.
    pub fn is_open(&self) -> bool {
        self.0.iter().any(|entry| matches!(entry.kind, EntryKind::Plan | EntryKind::Receipt))
    }

    /// What is left after each line.
    pub fn balances(&self) -> Vec<Dong> {
        let after = |balance: &mut Dong, entry: &Entry| {
            *balance = *balance + entry.effect();
            Some(*balance)
        };
        self.0.iter().scan(Dong::ZERO, after).collect()
    }

    pub fn totals(&self) -> Totals {
        let sum = |of: fn(&Entry) -> bool| self.0.iter().filter(|it| of(it)).map(|it| it.amount).sum::<Dong>();
        let received = sum(|it| it.kind.side() == Side::In);
        let paid = sum(|it| it.kind.side() == Side::Out);
        Totals {
            plan: sum(|it| it.kind == EntryKind::Plan),
            received,
            paid,
            balance: received - paid,
            overdraft: sum(|it| it.kind == EntryKind::Override),
        }
    }

    /// Whether a line may be entered: on no day from its own on may less be left than the overdraft allows.
    ///
    /// # Errors
    /// What is missing.
    pub fn admits(&self, new: Entry) -> Result<(), Short> {
        let effect = new.effect();
        let takes_leave_back = new.kind == EntryKind::Override && new.amount < Dong::ZERO;
        if !self.is_open() || (effect >= Dong::ZERO && !takes_leave_back) {
            return Ok(());
        }
        let from = if takes_leave_back { NaiveDate::MIN } else { new.on };
        let room = self.lowest_from(from) + self.totals().overdraft;
        let needed = if takes_leave_back { -new.amount } else { -effect };
        if room < needed { Err(Short { room, needed }) } else { Ok(()) }
    }

    /// The lowest balance at the end of a day and after each line of later days.
    fn lowest_from(&self, day: NaiveDate) -> Dong {
        let balances = self.balances();
        let earlier = self.0.partition_point(|entry| entry.on <= day);
        let at_end_of_day = earlier.checked_sub(1).map_or(Dong::ZERO, |last| balances[last]);
        balances[earlier..].iter().copied().fold(at_end_of_day, Dong::min)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(kind: EntryKind, day: u32, amount: i64) -> Entry {
        let on = NaiveDate::from_ymd_opt(2014, 1 + day / 28, 1 + day % 28).unwrap();
        Entry { kind, on, amount: Dong::new(amount) }
    }

    #[test]
    fn what_is_left_follows_each_line() {
        let ledger = Ledger::of(vec![
            entry(EntryKind::Bonus, 40, 300),
            entry(EntryKind::Plan, 0, 5_000),
            entry(EntryKind::Receipt, 3, 1_000),
            entry(EntryKind::Recovery, 60, 100),
        ]);
        assert_eq!(ledger.balances(), [0, 1_000, 700, 800].map(Dong::new));
        let totals = ledger.totals();
        assert_eq!((totals.plan, totals.received, totals.paid), (Dong::new(5_000), Dong::new(1_100), Dong::new(300)));
        assert_eq!(totals.balance, Dong::new(800));
    }

    #[test]
    fn a_payment_of_an_earlier_day_must_leave_enough_for_the_later_ones() {
        let ledger = Ledger::of(vec![entry(EntryKind::Receipt, 3, 1_000), entry(EntryKind::Payment, 20, 900)]);
        let short = ledger.admits(entry(EntryKind::Bonus, 5, 150)).unwrap_err();
        assert_eq!((short.room, short.missing()), (Dong::new(100), Dong::new(50)));
        assert!(ledger.admits(entry(EntryKind::Bonus, 5, 100)).is_ok());
        assert!(ledger.admits(entry(EntryKind::Bonus, 1, 1)).is_err(), "before the money came");
    }

    #[test]
    fn an_override_lets_so_much_more_be_paid_and_is_taken_back_only_while_it_is_not_used() {
        let mut entries = vec![entry(EntryKind::Receipt, 3, 100), entry(EntryKind::Override, 4, 50)];
        assert!(Ledger::of(entries.clone()).admits(entry(EntryKind::Bonus, 5, 150)).is_ok());
        assert!(Ledger::of(entries.clone()).admits(entry(EntryKind::Bonus, 5, 151)).is_err());
        assert!(Ledger::of(entries.clone()).admits(entry(EntryKind::Override, 5, -50)).is_ok());
        entries.push(entry(EntryKind::Bonus, 5, 120));
        let short = Ledger::of(entries).admits(entry(EntryKind::Override, 6, -50)).unwrap_err();
        assert_eq!(short.missing(), Dong::new(20));
    }

    #[test]
    fn a_year_of_which_nobody_keeps_a_register_is_not_checked() {
        let ledger = Ledger::of(vec![entry(EntryKind::Bonus, 5, 900)]);
        assert!(!ledger.is_open());
        assert!(ledger.admits(entry(EntryKind::Bonus, 6, 900)).is_ok());
    }

    proptest! {
        #[test]
        fn no_sequence_of_admitted_entries_goes_below_what_is_allowed(
            tried in proptest::collection::vec((0..6_usize, 0..336_u32, 1..2_000_i64, any::<bool>()), 1..60)
        ) {
            let mut ledger = Ledger::of(vec![entry(EntryKind::Plan, 0, 1_000)]);
            for (kind, day, amount, is_counter) in tried {
                let kind = EntryKind::ALL[kind];
                // A counter-entry takes back one that is there.
                let of_its_kind = ledger.entries().iter().find(|it| it.kind == kind && it.amount > Dong::ZERO);
                let new = match of_its_kind {
                    Some(wrong) if is_counter => Entry { amount: -wrong.amount, ..entry(kind, day, 1) },
                    _ => entry(kind, day, amount),
                };
                if ledger.admits(new).is_ok() {
                    let mut entries = ledger.entries().to_vec();
                    entries.push(new);
                    ledger = Ledger::of(entries);
                }
                let lowest = ledger.balances().into_iter().min().unwrap_or_default();
                prop_assert!(lowest + ledger.totals().overdraft >= Dong::ZERO, "{lowest} in {ledger:?}");
            }
        }
    }
}
