//! What the paper of a decision is written from: whom it names, and what stands beside them in its list.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store::{Decision, Line};
use crate::db::Connection;
use crate::domain::decision::State;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    awards, council_result_lines, council_results, decision_lines, decisions, dossiers, initiative_authors,
    initiatives, memberships, people, subjects, units,
};

diesel::alias!(subjects as unit_subjects: UnitSubjects);

/// Somebody a decision names.
#[derive(Debug, Clone, Queryable)]
pub struct Named {
    pub dossier: Option<DossierId>,
    pub subject: SubjectId,
    pub kind: SubjectKind,
    pub name: String,
    /// Of the day of the decision; none of a unit.
    pub position: Option<String>,
    pub unit: UnitId,
    pub unit_name: String,
    pub award: AwardCode,
}

impl Named {
    pub fn line(&self) -> Line {
        Line {
            dossier: self.dossier,
            subject: self.subject,
            kind: self.kind,
            name: self.name.clone(),
            unit: self.unit_name.clone(),
            award: self.award,
        }
    }
}

macro_rules! named {
    ($condition:expr) => {
        awards::table
            .inner_join(subjects::table)
            .inner_join(units::table)
            .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(awards::unit_id)))
            .filter($condition)
            .order((units::sort_order, units::id, awards::sort_key, awards::id))
            .select((
                awards::dossier_id,
                awards::subject_id,
                subjects::kind,
                subjects::name,
                awards::position.nullable(),
                awards::unit_id,
                unit_subjects.field(subjects::name),
                awards::award_code,
            ))
    };
}

/// The agency's newest decision that was issued, or else its newest draft.
pub fn newest(conn: &mut Connection, takes_back: bool) -> AppResult<Option<Decision>> {
    let taken_back = awards::table.filter(awards::revoked_by.ne("")).select(awards::revoked_by.nullable());
    let of_agency = decisions::table.filter(decisions::own.eq(true)).select(Decision::as_select());
    let order = (decisions::decided_on.desc(), decisions::id.desc());
    let found = if takes_back {
        of_agency.filter(decisions::number.eq_any(taken_back)).order(order).first(conn)
    } else {
        let granting = of_agency.filter(decisions::number.is_null().or(decisions::number.ne_all(taken_back)));
        granting.order(order).first(conn)
    };
    Ok(found.optional()?)
}

/// All to whom it grants, what was taken back later among them: a paper that was signed does not change.
pub fn granted(conn: &mut Connection, decision: &Decision) -> AppResult<Vec<Named>> {
    if decision.state == State::Draft {
        return drafted(conn, decision.id);
    }
    Ok(named!(awards::decision_id.eq(decision.id)).load(conn)?)
}

/// All from whom it takes back.
pub fn taken_back(conn: &mut Connection, decision: &Decision) -> AppResult<Vec<Named>> {
    let Some(number) = &decision.number else { return Ok(Vec::new()) };
    Ok(named!(awards::year.eq(decision.year).and(awards::revoked_by.eq(number))).load(conn)?)
}

fn drafted(conn: &mut Connection, id: DecisionId) -> AppResult<Vec<Named>> {
    let of_draft = decision_lines::table.filter(decision_lines::decision_id.eq(id)).select(decision_lines::dossier_id);
    Ok(dossiers::table
        .inner_join(subjects::table)
        .inner_join(units::table)
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
        .left_join(people::table.on(people::id.eq(dossiers::subject_id)))
        .filter(dossiers::id.eq_any(of_draft))
        .order((units::sort_order, units::id, dossiers::sort_key, dossiers::id))
        .select((
            dossiers::id.nullable(),
            dossiers::subject_id,
            subjects::kind,
            subjects::name,
            people::position.nullable(),
            dossiers::unit_id,
            unit_subjects.field(subjects::name),
            dossiers::award_code,
        ))
        .load(conn)?)
}

/// Numbers of the decisions that recognised initiatives of these people in a year.
pub fn recognitions(
    conn: &mut Connection,
    people: &[SubjectId],
    year: Year,
) -> AppResult<HashMap<SubjectId, Vec<String>>> {
    let people: Vec<PersonId> = people.iter().map(|id| PersonId(id.0)).collect();
    let found: Vec<(PersonId, String)> = initiative_authors::table
        .inner_join(initiatives::table)
        .filter(initiative_authors::person_id.eq_any(people))
        .filter(initiatives::year.eq(year))
        .filter(initiatives::decision_no.ne(""))
        .order((initiatives::recognised_on, initiatives::id))
        .select((initiative_authors::person_id, initiatives::decision_no))
        .load(conn)?;
    let mut numbers: HashMap<SubjectId, Vec<String>> = HashMap::new();
    for (person, number) in found {
        let known = numbers.entry(SubjectId(person.0)).or_default();
        if !known.contains(&number) {
            known.push(number);
        }
    }
    Ok(numbers)
}

/// The minutes of the council that passed these dossiers, the earliest first.
pub fn minutes(conn: &mut Connection, dossiers: &[DossierId]) -> AppResult<Vec<(String, NaiveDate)>> {
    Ok(council_result_lines::table
        .inner_join(council_results::table)
        .filter(council_result_lines::dossier_id.eq_any(dossiers))
        .order(council_results::held_on)
        .select((council_results::minutes_no, council_results::held_on))
        .distinct()
        .load(conn)?)
}

/// How many work in each of these units on a day.
pub fn headcounts(conn: &mut Connection, units: &[UnitId], day: NaiveDate) -> AppResult<HashMap<UnitId, i64>> {
    let found: Vec<(UnitId, i64)> = memberships::table
        .filter(memberships::unit_id.eq_any(units))
        .filter(memberships::from_date.le(day))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(day)))
        .group_by(memberships::unit_id)
        .select((memberships::unit_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(found.into_iter().collect())
}

/// Who of these units holds one of the titles of a year.
pub fn holders(
    conn: &mut Connection,
    units: &[UnitId],
    titles: &[AwardCode],
    year: Year,
) -> AppResult<HashSet<(UnitId, SubjectId, AwardCode)>> {
    let found: Vec<(UnitId, SubjectId, AwardCode)> = awards::table
        .inner_join(subjects::table)
        .filter(awards::unit_id.eq_any(units))
        .filter(awards::award_code.eq_any(titles))
        .filter(awards::year.eq(year))
        .filter(awards::revoked_on.is_null())
        .filter(subjects::kind.eq(SubjectKind::Person))
        .select((awards::unit_id, awards::subject_id, awards::award_code))
        .load(conn)?;
    Ok(found.into_iter().collect())
}
