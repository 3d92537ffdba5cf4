//! Who comes before whom in a block, and why.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Points;
use crate::domain::ids::UnitId;

/// A unit as it is compared with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contender {
    pub unit: UnitId,
    pub total: Points,
    /// What decides where totals are the same, in its order; the higher the better.
    pub keys: Vec<Decimal>,
}

/// Where a unit comes. After units that share a rank as many ranks stay empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub unit: UnitId,
    /// From 1.
    pub rank: usize,
    pub tie: Tie,
}

/// What there is to explain: the units of the same total.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tie {
    /// Those that nothing tells apart, so that they share the rank.
    pub shares_with: Vec<UnitId>,
    /// Those told apart by a key (its place among the keys), and whether this unit comes before them.
    pub decided: Vec<(UnitId, usize, bool)>,
}

impl Tie {
    pub const fn is_none(&self) -> bool {
        self.shares_with.is_empty() && self.decided.is_empty()
    }
}

/// The better first.
fn compare(one: &Contender, other: &Contender) -> Ordering {
    other.total.cmp(&one.total).then_with(|| other.keys.cmp(&one.keys))
}

/// Ranks the units of a block: by total, then key by key. Those that share a rank stay in the order in which they came.
pub fn rank(contenders: &[Contender]) -> Vec<Place> {
    let place = |one: &Contender| {
        let before = contenders.iter().filter(|other| compare(other, one) == Ordering::Less).count();
        Place { unit: one.unit, rank: before + 1, tie: tie_of(one, contenders) }
    };
    let mut places: Vec<Place> = contenders.iter().map(place).collect();
    places.sort_by_key(|place| place.rank);
    places
}

fn tie_of(one: &Contender, all: &[Contender]) -> Tie {
    let mut tie = Tie::default();
    for other in all.iter().filter(|other| other.unit != one.unit && other.total == one.total) {
        let differs = one.keys.iter().zip(&other.keys).position(|(own, its)| own != its);
        match differs {
            None => tie.shares_with.push(other.unit),
            Some(key) => tie.decided.push((other.unit, key, one.keys.get(key) > other.keys.get(key))),
        }
    }
    tie
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn contender(unit: i64, total: u32, keys: &[i64]) -> Contender {
        let keys = keys.iter().copied().map(Decimal::from).collect();
        Contender { unit: UnitId(unit), total: Points::whole(total), keys }
    }

    fn ranks(contenders: &[Contender]) -> Vec<(i64, usize)> {
        rank(contenders).into_iter().map(|place| (place.unit.0, place.rank)).collect()
    }

    #[test]
    fn the_next_rank_stays_empty_after_a_shared_one() {
        let all = [contender(1, 90, &[]), contender(2, 95, &[]), contender(3, 90, &[]), contender(4, 80, &[])];
        assert_eq!(ranks(&all), [(2, 1), (1, 2), (3, 2), (4, 4)]);
    }

    #[test]
    fn the_keys_decide_in_their_order_and_say_so() {
        let all = [contender(1, 90, &[20, 5]), contender(2, 90, &[20, 8]), contender(3, 90, &[30, 0])];
        assert_eq!(ranks(&all), [(3, 1), (2, 2), (1, 3)]);
        let places = rank(&all);
        assert_eq!(places[1].tie.decided, [(UnitId(1), 1, true), (UnitId(3), 0, false)]);
        assert!(places[1].tie.shares_with.is_empty());
    }

    #[test]
    fn who_is_alone_with_a_total_has_nothing_to_explain() {
        let places = rank(&[contender(1, 90, &[1]), contender(2, 91, &[1])]);
        assert!(places.iter().all(|place| place.tie.is_none()));
    }

    /// Few different values, so that ties are many.
    fn any_block() -> impl Strategy<Value = Vec<Contender>> {
        prop::collection::vec((0_u32..4, prop::collection::vec(0_i64..3, 2)), 0..12).prop_map(|drawn| {
            let units = 1_i64..;
            units.zip(drawn).map(|(unit, (total, keys))| contender(unit, total, &keys)).collect()
        })
    }

    fn by_unit(places: Vec<Place>) -> BTreeMap<i64, usize> {
        places.into_iter().map(|place| (place.unit.0, place.rank)).collect()
    }

    proptest! {
        #[test]
        fn ranks_do_not_hang_on_the_order_of_the_units(block in any_block(), turn in 0_usize..12) {
            let mut other = block.clone();
            other.reverse();
            let turn = turn.min(other.len());
            other.rotate_left(turn);
            prop_assert_eq!(by_unit(rank(&block)), by_unit(rank(&other)));
        }

        #[test]
        fn equals_share_a_rank_and_nobody_else_does(block in any_block()) {
            let ranks = by_unit(rank(&block));
            for one in &block {
                for other in &block {
                    let is_same = one.total == other.total && one.keys == other.keys;
                    prop_assert_eq!(ranks[&one.unit.0] == ranks[&other.unit.0], is_same);
                    if one.total > other.total {
                        prop_assert!(ranks[&one.unit.0] < ranks[&other.unit.0]);
                    }
                }
            }
        }

        /// A rank is one more than there are better units, so that the ranks after a shared one stay empty.
        #[test]
        fn a_rank_counts_those_before_it(block in any_block()) {
            let places = rank(&block);
            for place in &places {
                prop_assert_eq!(place.rank, 1 + places.iter().filter(|other| other.rank < place.rank).count());
            }
        }

        #[test]
        fn a_tie_names_everybody_of_the_same_total_once(block in any_block()) {
            for place in rank(&block) {
                let own = block.iter().find(|one| one.unit == place.unit).expect("of the block");
                let same = block.iter().filter(|other| other.unit != own.unit && other.total == own.total).count();
                prop_assert_eq!(place.tie.shares_with.len() + place.tie.decided.len(), same);
            }
        }
    }
}
