//! Which units there are and what stands above which: a department's divisions side by side, or a whole
//! province three levels deep.

use super::names;
use super::organisation::Unit;
use crate::domain::ids::UnitId;
use crate::domain::sort_key;
use crate::domain::subject::UnitKind;

/// Code and name.
pub const AGENCY: (&str, &str) = ("SMH", "Sở Minh họa");
const OUTSIDE: [(&str, &str); 2] = [("CT", "Cục Thuế tỉnh Minh họa"), ("HQ", "Cục Hải quan Minh họa")];

/// Up to so many stand side by side.
const MOST_SIDE_BY_SIDE: usize = 200;
/// Of more, each branch has so many: its head office, the divisions directly below it, and teams below those.
const BRANCH: usize = 20;
const DIVISIONS: usize = 4;

/// The agency, then its units, then the offices outside that answer for revenue. Ids count from 1 in this order.
pub fn units(inside: usize) -> Vec<Unit> {
    let mut units = vec![unit(1, None, UnitKind::Agency, AGENCY.0.to_owned(), AGENCY.1.to_owned())];
    for nth in 0..inside {
        let is_head = inside > MOST_SIDE_BY_SIDE && nth % BRANCH == 0;
        let (kind, name) = match is_head {
            true => (UnitKind::Affiliate, names::branch(nth / BRANCH)),
            false => (UnitKind::Division, names::division(nth)),
        };
        units.push(unit(units.len() + 1, Some(above(nth, inside)), kind, format!("P{:03}", nth + 1), name));
    }
    for (code, name) in OUTSIDE {
        units.push(unit(units.len() + 1, None, UnitKind::External, code.to_owned(), name.to_owned()));
    }
    units
}

/// The unit above the `nth` inside the agency, counted from 0.
fn above(nth: usize, inside: usize) -> UnitId {
    const AGENCY: i64 = 1;
    let (head, place) = (AGENCY + 1 + (nth - nth % BRANCH) as i64, nth % BRANCH);
    UnitId(match place {
        _ if inside <= MOST_SIDE_BY_SIDE => AGENCY,
        0 => AGENCY,
        1..=DIVISIONS => head,
        team => head + 1 + (team % DIVISIONS) as i64,
    })
}

fn unit(id: usize, parent: Option<UnitId>, kind: UnitKind, code: String, name: String) -> Unit {
    Unit { id: UnitId(id as i64), parent, code, kind, sort_key: sort_key::text_key(&name), name, members: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_three_levels_deep_and_a_department_one() {
        let depths = |inside: usize| {
            let units = units(inside);
            let parent = |id: UnitId| units[id.0 as usize - 1].parent;
            let depth = |unit: &Unit| std::iter::successors(unit.parent, |above| parent(*above)).count();
            let mut counts = [0; 4];
            units[1..=inside].iter().for_each(|unit| counts[depth(unit)] += 1);
            counts
        };
        assert_eq!(depths(199), [0, 199, 0, 0]);
        assert_eq!(depths(2_000), [0, 100, 400, 1_500]);
        let mut names: Vec<String> = units(2_000).into_iter().map(|unit| unit.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 2_003, "names tell units apart");
    }
}
