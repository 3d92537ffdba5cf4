//! Who could be meant by a row: everybody of the same name, those of the same unit first. Nobody is ever guessed.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::reading::{ListRow, Part};
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::subject::SubjectKind;
use crate::domain::text::fold;
use crate::error::AppResult;
use crate::schema::{memberships, subjects};

/// Somebody of the name that a row bears, or a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub subject: SubjectId,
    pub code: String,
    pub name: String,
    /// Of a person the units in the order of time, each with the position there; empty for a unit.
    pub service: Vec<(String, String)>,
    /// Whether the row names one of these units, or the candidate is a unit.
    pub is_of_unit: bool,
}

/// By the folded name, those of the row's unit first.
pub fn candidates(conn: &mut Connection, rows: &[&ListRow]) -> AppResult<Vec<Vec<Candidate>>> {
    let names: BTreeSet<String> = rows.iter().map(|row| fold(row.name())).collect();
    let found: Vec<(SubjectId, SubjectKind, String, String, String)> = subjects::table
        .filter(subjects::folded_name.eq_any(names))
        .order(subjects::code)
        .select((subjects::id, subjects::kind, subjects::code, subjects::name, subjects::folded_name))
        .load(conn)?;
    let people: Vec<PersonId> = found.iter().map(|(id, ..)| PersonId(id.0)).collect();
    let service: Vec<(PersonId, String, String, String)> = memberships::table
        .inner_join(subjects::table.on(subjects::id.eq(memberships::unit_id)))
        .filter(memberships::person_id.eq_any(people))
        .order((memberships::person_id, memberships::from_date))
        .select((memberships::person_id, subjects::code, subjects::name, memberships::position))
        .load(conn)?;
    let mut units: BTreeMap<SubjectId, Vec<(String, String, String)>> = BTreeMap::new();
    for (person, code, name, position) in service {
        units.entry(person.into()).or_default().push((code, name, position));
    }
    let of_row = |row: &&ListRow| {
        let folded = fold(row.name());
        let wanted = unit_key(row.said(Part::Unit));
        let candidate = |(subject, kind, code, name, _): &(SubjectId, SubjectKind, String, String, String)| {
            let service = units.get(subject).map_or(&[][..], Vec::as_slice);
            let is_there = |(code, name, _): &(String, String, String)| {
                unit_key(name) == wanted || fold(code) == fold(row.said(Part::Unit))
            };
            Candidate {
                subject: *subject,
                code: code.clone(),
                name: name.clone(),
                is_of_unit: *kind == SubjectKind::Unit || !wanted.is_empty() && service.iter().any(is_there),
                service: service.iter().map(|(_, name, position)| (name.clone(), position.clone())).collect(),
            }
        };
        let mut all: Vec<Candidate> = found.iter().filter(|(.., name)| *name == folded).map(candidate).collect();
        all.sort_by_key(|candidate| !candidate.is_of_unit);
        all
    };
    Ok(rows.iter().map(of_row).collect())
}

/// The only one who has both the name and the unit of a row.
pub fn only_one(candidates: &[Candidate]) -> Option<SubjectId> {
    match candidates.iter().filter(|candidate| candidate.is_of_unit).collect::<Vec<_>>().as_slice() {
        [only] => Some(only.subject),
        _ => None,
    }
}

/// What of a unit's name counts: "P. Quản lý ngân sách" and "Phòng Quản lý Ngân sách" are one.
pub fn unit_key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.map(|word| if word == "p" { "phong" } else { word }).collect();
    words.join(" ")
}
