//! How many may receive an award: counts against ratio caps and the share of managers, whole or unit by unit.
//! The order of the candidates is the user's; the arithmetic says who falls out of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::context::Context;
use super::facts::Text;
use crate::domain::law::{AwardCode, CapRounding};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;

/// The largest share of a base that may receive an award.
#[derive(Debug, Clone)]
pub struct Cap {
    pub max_ratio: Ratio,
    pub rounding: CapRounding,
    /// The largest share of managers among those who receive it.
    pub max_manager_share: Option<Ratio>,
    pub citation: Cow<'static, str>,
}

/// Somebody proposed, in the user's order.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub subject: Text,
    pub unit: Text,
    pub is_manager: bool,
}

/// Whether a cap counts the whole agency together or each unit for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Agency,
    EachUnit,
}

/// What becomes of one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    In,
    OverCap,
    OverManagerShare,
}

/// The numbers of the agency or of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// `None` for the agency as a whole.
    pub unit: Option<Text>,
    /// What the cap counts from, such as those with LĐTT.
    pub base: i64,
    pub proposed: i64,
    /// What the caps allow.
    pub places: i64,
    pub taken: i64,
    pub managers: i64,
    /// How many managers the share allows among those taken; `None` without such a share.
    pub manager_places: Option<i64>,
    /// How large the base must be for one more place; `None` where no cap sets one.
    pub base_for_one_more: Option<i64>,
    /// Who would come in with one more place: the first in order whom the cap alone left out.
    pub next: Option<Text>,
}

/// Everybody in order, and the numbers behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    pub places: Vec<Place>,
    pub counts: Vec<Count>,
}

/// The caps on an award in force on a day: that of the law, and local ones.
pub fn caps(award: AwardCode, subject: SubjectKind, day: NaiveDate, context: &Context) -> Vec<Cap> {
    let catalogue = context.catalogue();
    let regime = catalogue.regime_on(day).map(|regime| regime.code.as_str());
    let national = catalogue.ratio_caps.iter().filter(|cap| {
        cap.target == award.code()
            && cap.regimes.iter().any(|code| Some(code.as_str()) == regime)
            && cap.effective_from.is_none_or(|from| from <= day)
    });
    let national = national.map(|cap| Cap {
        max_ratio: cap.max_ratio,
        rounding: cap.rounding,
        max_manager_share: None,
        citation: Cow::Borrowed(cap.provenance.source.as_str()),
    });
    let local = context.local_rules(award, subject, day).filter_map(|rule| {
        let cap = rule.cap?;
        Some(Cap {
            max_ratio: cap.max_ratio,
            rounding: cap.rounding,
            max_manager_share: cap.max_manager_share,
            citation: Cow::Owned(rule.document_no.to_string()),
        })
    });
    national.chain(local).collect()
}

/// Who stays within the caps and who falls out. `bases` holds the base of each unit by its code.
pub fn simulate(caps: &[Cap], scope: Scope, bases: &BTreeMap<Text, i64>, candidates: &[Candidate]) -> Quota {
    let mut quota = Quota { places: vec![Place::In; candidates.len()], counts: Vec::new() };
    let all: Vec<usize> = (0..candidates.len()).collect();
    match scope {
        Scope::Agency => {
            let base = bases.values().sum();
            count(caps, None, base, &all, candidates, &mut quota);
        }
        Scope::EachUnit => {
            let mut units: Vec<&Text> = bases.keys().chain(candidates.iter().map(|it| &it.unit)).collect();
            units.sort_unstable();
            units.dedup();
            for unit in units {
                let own: Vec<usize> = all.iter().copied().filter(|place| candidates[*place].unit == *unit).collect();
                let base = bases.get(unit).copied().unwrap_or_default();
                count(caps, Some(unit.clone()), base, &own, candidates, &mut quota);
            }
        }
    }
    quota
}

fn count(caps: &[Cap], unit: Option<Text>, base: i64, own: &[usize], candidates: &[Candidate], quota: &mut Quota) {
    let places = caps.iter().map(|cap| places(cap, base)).min().unwrap_or(i64::MAX);
    let shares = caps.iter().filter_map(|cap| cap.max_manager_share);
    let share = shares.min();
    let (taken, manager_places) = take(own, candidates, places, share, quota);
    let managers = own.iter().filter(|it| quota.places[**it] == Place::In && candidates[**it].is_manager).count();
    let next = own.iter().find(|it| quota.places[**it] == Place::OverCap);
    quota.counts.push(Count {
        unit,
        base,
        proposed: whole(own.len()),
        places,
        taken,
        managers: whole(managers),
        manager_places,
        base_for_one_more: (!caps.is_empty()).then(|| base_for(caps, places + 1)),
        next: next.map(|it| candidates[*it].subject.clone()),
    });
}

/// Takes candidates in order while there is room. The room for managers depends on how many are taken, so where
/// too few others stand it is counted again from the smaller number, until both agree.
fn take(
    own: &[usize],
    candidates: &[Candidate],
    places: i64,
    share: Option<Ratio>,
    quota: &mut Quota,
) -> (i64, Option<i64>) {
    let mut room = places.min(whole(own.len()));
    loop {
        let room_for_managers = share.map(|share| share.floor_of(room));
        let (mut taken, mut managers) = (0, 0);
        for &it in own {
            let is_manager = candidates[it].is_manager;
            quota.places[it] = if taken >= room {
                Place::OverCap
            } else if is_manager && room_for_managers.is_some_and(|most| managers >= most) {
                Place::OverManagerShare
            } else {
                taken += 1;
                managers += i64::from(is_manager);
                Place::In
            };
        }
        if taken == room {
            return (taken, room_for_managers);
        }
        room = taken;
    }
}

/// How many a cap allows of a base.
pub fn places(cap: &Cap, base: i64) -> i64 {
    match cap.rounding {
        CapRounding::Floor | CapRounding::None => cap.max_ratio.floor_of(base),
        CapRounding::Nearest => cap.max_ratio.nearest_of(base),
    }
}

/// The smallest base that allows so many places under every cap.
fn base_for(caps: &[Cap], wanted: i64) -> i64 {
    let needed = caps.iter().map(|cap| match cap.rounding {
        CapRounding::Floor | CapRounding::None => cap.max_ratio.least_total_for(wanted),
        CapRounding::Nearest => cap.max_ratio.least_total_for_nearest(wanted),
    });
    needed.max().unwrap_or(wanted)
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
