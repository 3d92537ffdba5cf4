//! What stands in the paper of a decision beside those whom it names.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store::Decision;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{
    awards, council_result_lines, council_results, decisions, initiative_authors, initiatives, memberships, subjects,
};

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
