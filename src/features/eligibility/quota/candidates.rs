//! Who is proposed for the capped title, in which order, and how many hold the title it is counted from.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::super::load::{Loaded, Whom, load};
use crate::db::Connection;
use crate::domain::codes::codes;
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, GradeCode, catalogue};
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::units;
use crate::schema::{awards, registrations, subjects};

codes! {
    /// In which order the candidates stand.
    Order {
        Grade = "grade" "Xếp loại, điểm cao trước",
        Initiatives = "initiatives" "Nhiều sáng kiến trước",
        Run = "run" "Nhiều lần đạt danh hiệu trước",
        Unit = "unit" "Theo đơn vị, rồi theo tên",
    }
}

impl Order {
    /// Equal ones stay by unit and name, in which they were read.
    pub fn sort(self, people: &mut [Proposed]) {
        match self {
            Self::Grade => people.sort_by_key(|it| Reverse((it.grade, it.score_hundredths))),
            Self::Initiatives => people.sort_by_key(|it| Reverse(it.initiatives)),
            Self::Run => people.sort_by_key(|it| Reverse(it.times)),
            Self::Unit => {}
        }
    }
}

/// Somebody who holds the title of the year or is registered for it, with what orders look at.
#[derive(Debug)]
pub struct Proposed {
    pub loaded: Loaded,
    pub grade: Option<GradeCode>,
    pub score_hundredths: Option<i64>,
    /// Recognised in the year.
    pub initiatives: usize,
    /// How often the title was received before.
    pub times: usize,
}

impl Proposed {
    fn of(loaded: Loaded, title: AwardCode, year: Year) -> Self {
        let graded = loaded.facts.grades.iter().find(|it| it.year == year);
        let recognised = loaded.facts.initiatives.iter().filter(|it| it.year == year && it.recognition.is_some());
        let received =
            loaded.facts.awards.iter().filter(|it| it.award == title && it.revoked.is_none() && it.year < year);
        Self {
            grade: graded.map(|it| it.grade),
            score_hundredths: graded.and_then(|it| it.score_hundredths),
            initiatives: recognised.count(),
            times: received.count(),
            loaded,
        }
    }
}

/// Everybody proposed for the title, by unit and name.
pub fn proposed(conn: &mut Connection, title: AwardCode, year: Year, today: NaiveDate) -> AppResult<Vec<Proposed>> {
    let wanted: HashSet<SubjectId> = aiming(conn, &[title], year)?.into_iter().map(|(subject, _)| subject).collect();
    let everybody = load(conn, Whom::People { on: year.end().min(today), unit: None }, year, today)?;
    let chosen = everybody.into_iter().filter(|it| wanted.contains(&it.id));
    Ok(chosen.map(|it| Proposed::of(it, title, year)).collect())
}

/// How many of each unit, by its code, hold the title of the year or are registered for it or for one that
/// includes it.
pub fn bases(conn: &mut Connection, title: AwardCode, year: Year) -> AppResult<BTreeMap<String, i64>> {
    let including: Vec<AwardCode> =
        AwardCode::all().filter(|award| *award == title || catalogue().includes(*award) == Some(title)).collect();
    let people: HashSet<(SubjectId, UnitId)> = aiming(conn, &including, year)?.into_iter().collect();
    let units = units::ops::all(conn)?;
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    let mut seen = HashSet::new();
    for (person, unit) in people {
        if let (true, Some(found)) = (seen.insert(person), units.iter().find(|it| it.id == unit)) {
            *counted.entry(found.code.clone()).or_default() += 1;
        }
    }
    Ok(counted)
}

/// People who received one of the titles, or whose registration still stands, with their unit.
fn aiming(conn: &mut Connection, titles: &[AwardCode], year: Year) -> AppResult<Vec<(SubjectId, UnitId)>> {
    const FALLEN: [State; 5] = [State::Draft, State::NotAwarded, State::Rejected, State::Returned, State::Withdrawn];
    let mut found: Vec<(SubjectId, UnitId)> = awards::table
        .inner_join(subjects::table)
        .filter(awards::year.eq(year))
        .filter(awards::award_code.eq_any(titles))
        .filter(awards::revoked_on.is_null())
        .filter(subjects::kind.eq(SubjectKind::Person))
        .select((awards::subject_id, awards::unit_id))
        .load(conn)?;
    let registered: Vec<(SubjectId, UnitId)> = registrations::table
        .inner_join(subjects::table)
        .filter(registrations::year.eq(year))
        .filter(registrations::award_code.eq_any(titles))
        .filter(registrations::state.ne_all(FALLEN))
        .filter(subjects::kind.eq(SubjectKind::Person))
        .select((registrations::subject_id, registrations::unit_id))
        .load(conn)?;
    found.extend(registered);
    Ok(found)
}
