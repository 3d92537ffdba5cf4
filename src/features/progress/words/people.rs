//! The people of one unit: what each registered, was proposed for, received, and what was turned down.

use std::collections::HashMap;

use crate::db::Connection;
use crate::domain::ids::{DossierId, RegistrationId, SubjectId, UnitId};
use crate::domain::law::AwardCode;
use crate::domain::{dossier, registration};
use crate::error::AppResult;
use crate::features::progress::figures::Question;
use crate::features::progress::store::{self, Paper, PersonRow, Received};
use crate::policy::Scope;
use crate::web::percent_encode;

/// An award in words, and the paper about it.
#[derive(Debug, Clone)]
pub struct Item {
    pub award: String,
    /// Its state or the reason; empty where the award says all.
    pub words: String,
    /// Empty where there is no paper to open.
    pub link: String,
}

/// Somebody of the unit.
#[derive(Debug, Default)]
pub struct PersonLine {
    pub name: String,
    pub address: String,
    pub position: String,
    pub registered: Vec<Item>,
    pub proposed: Vec<Item>,
    pub provisional: Vec<Item>,
    pub achieved: Vec<Item>,
    pub refused: Vec<Item>,
    pub last: Vec<Item>,
}

/// Of whom the reader may read: everybody of the unit, himself alone, or nobody.
pub fn whose(scope: Scope, unit: UnitId) -> Scope {
    match scope {
        Scope::Unit(own, person) if own != unit => Scope::Own(person),
        other => other,
    }
}

/// One page of the people who were in the unit on the day its numbers are of.
pub fn lines(
    conn: &mut Connection,
    question: &Question,
    unit: UnitId,
    whose: Scope,
    rows: (i64, i64),
) -> AppResult<Vec<PersonLine>> {
    let year = question.year;
    let only = match whose {
        Scope::All | Scope::Unit(..) => None,
        Scope::Own(person) => Some(person),
        Scope::Nothing => return Ok(Vec::new()),
    };
    let people = store::people(conn, (unit, question.day_of(year)), only, rows)?;
    let ids: Vec<SubjectId> = people.iter().map(|it| it.id).collect();
    let mut lines: HashMap<SubjectId, PersonLine> = HashMap::new();
    for it in store::registrations_of(conn, year, &ids)? {
        add_registration(lines.entry(it.subject).or_default(), it);
    }
    for it in store::proposals_of(conn, year, &ids)? {
        add_proposal(lines.entry(it.subject).or_default(), it);
    }
    for it in store::achieved_by(conn, [year.previous(), year], &ids)? {
        let line = lines.entry(it.subject).or_default();
        if it.year == year { line.achieved.push(named(&it)) } else { line.last.push(named(&it)) }
    }
    for it in store::provisional_of(conn, year, &ids)? {
        lines.entry(it.subject).or_default().provisional.push(named(&it));
    }
    Ok(people.into_iter().map(|person| finished(lines.remove(&person.id).unwrap_or_default(), person)).collect())
}

fn finished(line: PersonLine, person: PersonRow) -> PersonLine {
    let address = format!("/people/{}", percent_encode(&person.code));
    PersonLine { name: person.name, address, position: person.position, ..line }
}

fn add_registration(line: &mut PersonLine, it: Paper<RegistrationId, registration::State>) {
    let link = format!("/registrations/{}", it.id);
    match it.state {
        registration::State::Rejected => line.refused.push(item(it.award, it.reason, link)),
        state => {
            if state == registration::State::NotAwarded {
                line.refused.push(item(it.award, it.reason, link.clone()));
            }
            line.registered.push(item(it.award, state.word().to_owned(), link));
        }
    }
}

/// A dossier turned down whose registration says so too stands once among what was turned down.
fn add_proposal(line: &mut PersonLine, it: Paper<DossierId, dossier::State>) {
    let link = format!("/dossiers/{}", it.id);
    let award = it.award.award().abbreviation();
    if it.state == dossier::State::Rejected && !line.refused.iter().any(|known| known.award == award) {
        line.refused.push(item(it.award, it.reason, link.clone()));
    }
    line.proposed.push(item(it.award, it.state.word().to_owned(), link));
}

fn item(award: AwardCode, words: String, link: String) -> Item {
    Item { award: award.award().abbreviation().to_owned(), words, link }
}

fn named(it: &Received) -> Item {
    item(it.award, String::new(), String::new())
}
