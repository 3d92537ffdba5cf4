//! How many may still receive the capped title of a year: asked where it is given, not only tried.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::candidates::bases;
use super::view::cap_words;
use super::{BASE, CAPPED, award};
use crate::db::Connection;
use crate::domain::dossier::State;
use crate::domain::eligibility::Text;
use crate::domain::eligibility::quota::{Candidate, Count, Place, Scope, caps, simulate};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::position::is_manager;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::eligibility::ops::context;
use crate::schema::{awards, dossiers, people, subjects};

/// What the caps on the title leave to those who are proposed for it.
#[derive(Debug, Clone)]
pub struct Room {
    pub award: AwardCode,
    pub base: AwardCode,
    /// Over everybody: who has it already and who is proposed.
    pub count: Count,
    /// How many have it already, or passed the council before.
    pub earlier: usize,
    /// Each cap in words, with its source.
    pub caps: Vec<String>,
    places: HashMap<SubjectId, Place>,
}

impl Room {
    /// What becomes of somebody proposed; whoever is not, is within it.
    pub fn place(&self, subject: SubjectId) -> Place {
        self.places.get(&subject).copied().unwrap_or(Place::In)
    }
}

/// Who stays within the caps in force on a day, counted over the agency: those who have the title already before the
/// proposed ones, and these in the order given; `None` where nothing caps it. While nobody is there to count from, nobody
/// falls out.
pub fn room(
    conn: &mut Connection,
    year: Year,
    proposed: impl Fn(AwardCode) -> Vec<SubjectId>,
    day: NaiveDate,
) -> AppResult<Option<Room>> {
    let (capped, base) = (award(CAPPED)?, award(BASE)?);
    let caps = caps(capped, SubjectKind::Person, day, &context(conn, day)?);
    let proposed = proposed(capped);
    if caps.is_empty() || proposed.is_empty() {
        return Ok(None);
    }
    let mut order = holders(conn, capped, year)?;
    order.retain(|it| !proposed.contains(it));
    let earlier = order.len();
    order.extend(proposed);
    let candidates = candidates(conn, &order)?;
    let bases: BTreeMap<Text, i64> =
        bases(conn, base, year)?.into_iter().map(|(code, n)| (Text::from(code), n)).collect();
    let mut quota = simulate(&caps, Scope::Agency, &bases, &candidates);
    Ok(quota.counts.pop().map(|count| Room {
        places: if count.base == 0 { HashMap::new() } else { order.into_iter().zip(quota.places).collect() },
        award: capped,
        base,
        count,
        earlier,
        caps: caps.iter().map(cap_words).collect(),
    }))
}

/// People who have the title of the year, or whose dossier the council passed.
fn holders(conn: &mut Connection, title: AwardCode, year: Year) -> AppResult<Vec<SubjectId>> {
    const PASSED: [State; 6] =
        [State::CouncilVoted, State::Published, State::Escalated, State::HigherDecided, State::Decided, State::Paid];
    let mut found: Vec<SubjectId> = awards::table
        .filter(awards::year.eq(year))
        .filter(awards::award_code.eq(title))
        .filter(awards::revoked_on.is_null())
        .select(awards::subject_id)
        .load(conn)?;
    let passed: Vec<SubjectId> = dossiers::table
        .filter(dossiers::year.eq(year))
        .filter(dossiers::award_code.eq(title))
        .filter(dossiers::state.eq_any(PASSED))
        .select(dossiers::subject_id)
        .load(conn)?;
    found.extend(passed);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// In the order given.
fn candidates(conn: &mut Connection, order: &[SubjectId]) -> AppResult<Vec<Candidate>> {
    let known: Vec<(SubjectId, String, String)> = subjects::table
        .inner_join(people::table)
        .filter(subjects::id.eq_any(order))
        .select((subjects::id, subjects::code, people::position))
        .load(conn)?;
    let known: HashMap<SubjectId, (String, String)> =
        known.into_iter().map(|(id, code, position)| (id, (code, position))).collect();
    let candidate = |id: &SubjectId| {
        let (code, position) = known.get(id).cloned().unwrap_or_default();
        Candidate { subject: Text::from(code), unit: Text::from(""), is_manager: is_manager(&position) }
    };
    Ok(order.iter().map(candidate).collect())
}
