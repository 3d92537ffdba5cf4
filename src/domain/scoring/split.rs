//! Who scores what: initiatives are given to examiners so that all have as much to read as can be.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::domain::ids::{InitiativeId, PersonId};

/// An initiative that needs examiners.
#[derive(Debug, Clone)]
pub struct Seeker {
    pub initiative: InitiativeId,
    /// Members that may score it: no author, no relative of one, and whatever else keeps them apart from it.
    pub free: BTreeSet<PersonId>,
    /// How many more it needs.
    pub wanted: usize,
}

type Given = BTreeMap<InitiativeId, BTreeSet<PersonId>>;

/// Gives each initiative as many of its free members as it wants, or all where there are fewer, so evenly that no
/// other way would be more even. `loads` are the members with what each has already.
pub fn split(seekers: &[Seeker], loads: &BTreeMap<PersonId, usize>) -> Given {
    let mut loads = loads.clone();
    let mut given = Given::new();
    let mut by_choice: Vec<&Seeker> = seekers.iter().collect();
    by_choice.sort_by_key(|seeker| (seeker.free.len(), seeker.initiative));
    for seeker in by_choice {
        let mut free: Vec<PersonId> = seeker.free.iter().copied().filter(|member| loads.contains_key(member)).collect();
        free.sort_by_key(|member| (loads[member], *member));
        free.truncate(seeker.wanted);
        for member in &free {
            *loads.entry(*member).or_default() += 1;
        }
        given.insert(seeker.initiative, free.into_iter().collect());
    }
    while let Some(path) = shift(seekers, &given, &loads) {
        for (initiative, from, to) in &path {
            if let Some(members) = given.get_mut(initiative) {
                members.remove(from);
                members.insert(*to);
            }
        }
        if let (Some((_, from, _)), Some((_, _, to))) = (path.first(), path.last()) {
            *loads.entry(*from).or_default() -= 1;
            *loads.entry(*to).or_default() += 1;
        }
    }
    given
}

/// A chain of exchanges that takes one from a member and ends at another who has at least two fewer.
fn shift(
    seekers: &[Seeker],
    given: &Given,
    loads: &BTreeMap<PersonId, usize>,
) -> Option<Vec<(InitiativeId, PersonId, PersonId)>> {
    let mut heaviest: Vec<PersonId> = loads.keys().copied().collect();
    heaviest.sort_by_key(|member| std::cmp::Reverse(loads[member]));
    heaviest.into_iter().find_map(|start| {
        let mut came_from: BTreeMap<PersonId, (InitiativeId, PersonId)> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(from) = queue.pop_front() {
            for seeker in seekers {
                let Some(members) = given.get(&seeker.initiative).filter(|members| members.contains(&from)) else {
                    continue;
                };
                for to in seeker.free.iter().filter(|to| loads.contains_key(to) && !members.contains(to)) {
                    if *to == start || came_from.contains_key(to) {
                        continue;
                    }
                    came_from.insert(*to, (seeker.initiative, from));
                    if loads[to] + 2 <= loads[&start] {
                        return Some(path(&came_from, start, *to));
                    }
                    queue.push_back(*to);
                }
            }
        }
        None
    })
}

fn path(
    came_from: &BTreeMap<PersonId, (InitiativeId, PersonId)>,
    start: PersonId,
    end: PersonId,
) -> Vec<(InitiativeId, PersonId, PersonId)> {
    let mut steps = Vec::new();
    let mut to = end;
    while to != start
        && let Some((initiative, from)) = came_from.get(&to)
    {
        steps.push((*initiative, *from, to));
        to = *from;
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn members(count: i64) -> BTreeSet<PersonId> {
        (1..=count).map(PersonId).collect()
    }

    fn counted(given: &Given, members: &BTreeSet<PersonId>) -> BTreeMap<PersonId, usize> {
        let of = |member: &PersonId| given.values().filter(|chosen| chosen.contains(member)).count();
        members.iter().map(|member| (*member, of(member))).collect()
    }

    fn nobody_has_any(members: &BTreeSet<PersonId>) -> BTreeMap<PersonId, usize> {
        members.iter().map(|member| (*member, 0)).collect()
    }

    #[test]
    fn what_a_member_has_already_counts() {
        let loads = BTreeMap::from([(PersonId(1), 2), (PersonId(2), 0), (PersonId(3), 0)]);
        let seeker = |id| Seeker { initiative: InitiativeId(id), free: members(3), wanted: 1 };
        let given = split(&[seeker(1), seeker(2)], &loads);
        assert!(given.values().all(|chosen| !chosen.contains(&PersonId(1))));
    }

    proptest! {
        #[test]
        fn all_get_as_much_within_one_where_all_are_free(count in 1i64..9, initiatives in 0i64..25, wanted in 1usize..6) {
            let all = members(count);
            let seekers: Vec<Seeker> = (1..=initiatives)
                .map(|id| Seeker { initiative: InitiativeId(id), free: all.clone(), wanted })
                .collect();
            let given = split(&seekers, &nobody_has_any(&all));
            let loads = counted(&given, &all);
            let (least, most) = (loads.values().min().unwrap(), loads.values().max().unwrap());
            prop_assert!(most - least <= 1);
            for chosen in given.values() {
                prop_assert_eq!(chosen.len(), wanted.min(all.len()));
            }
        }

        #[test]
        fn nobody_excluded_is_ever_given_one_and_no_exchange_would_be_more_even(
            free in prop::collection::vec(prop::collection::btree_set(1i64..8, 0..8), 0..12),
            wanted in 1usize..5,
        ) {
            let all = members(7);
            let seekers: Vec<Seeker> = (1..)
                .zip(&free)
                .map(|(id, free)| Seeker {
                    initiative: InitiativeId(id),
                    free: free.iter().copied().map(PersonId).collect(),
                    wanted,
                })
                .collect();
            let given = split(&seekers, &nobody_has_any(&all));
            let loads = counted(&given, &all);
            for seeker in &seekers {
                let chosen = &given[&seeker.initiative];
                prop_assert!(chosen.is_subset(&seeker.free));
                prop_assert_eq!(chosen.len(), wanted.min(seeker.free.len()));
                for from in chosen {
                    for to in seeker.free.difference(chosen) {
                        prop_assert!(loads[from] <= loads[to] + 1);
                    }
                }
            }
        }
    }
}
