//! Of units alone: their lineage, and their members on the last day of the year.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Book, Loaded, Place, Whom, there};
use crate::db::Connection;
use crate::domain::eligibility::{Facts, MemberFact, Predecessor, Roster, Text, UnitFacts, Who};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, DisciplineCode, GradeCode};
use crate::domain::subject::UnitKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{awards, disciplines, grades, memberships, subjects, units};

#[derive(Queryable)]
struct UnitRow {
    id: UnitId,
    code: String,
    name: String,
    kind: UnitKind,
    founded_on: Option<NaiveDate>,
    dissolved_on: Option<NaiveDate>,
    successor: Option<UnitId>,
}

impl UnitRow {
    fn is_wanted(&self, whom: Whom) -> bool {
        match whom {
            Whom::Unit(unit) => unit == self.id,
            Whom::Units { on } => {
                self.kind != UnitKind::External
                    && self.founded_on.is_none_or(|day| day <= on)
                    && self.dissolved_on.is_none_or(|day| day >= on)
            }
            Whom::People { .. } | Whom::Person(_) | Whom::Authors(_) => false,
        }
    }
}

/// The units wanted, each with the rows of those whose work it carries on.
pub(super) fn units(conn: &mut Connection, whom: Whom) -> AppResult<Book> {
    let rows: Vec<UnitRow> = units::table
        .inner_join(subjects::table)
        .order((units::sort_order, units::id))
        .select((
            units::id,
            subjects::code,
            subjects::name,
            units::kind,
            units::founded_on,
            units::dissolved_on,
            units::successor_id,
        ))
        .load(conn)?;
    let wanted = rows.iter().filter(|row| row.is_wanted(whom));
    let mut book = Book::of(whom, wanted.map(|row| loaded(row, &rows)).collect());
    let places: Vec<(UnitId, Place)> =
        book.found.iter().enumerate().flat_map(|(index, it)| heirs(&rows, it.unit, index)).collect();
    for (unit, place) in places {
        book.places.entry(unit.into()).or_insert(place);
    }
    Ok(book)
}

fn loaded(row: &UnitRow, rows: &[UnitRow]) -> Loaded {
    let predecessor = |before: &UnitRow| Predecessor {
        code: Text::from(before.code.as_str()),
        founded_on: before.founded_on,
        dissolved_on: before.dissolved_on,
    };
    let facts = UnitFacts {
        founded_on: row.founded_on,
        dissolved_on: row.dissolved_on,
        predecessors: predecessors(rows, row.id).into_iter().map(predecessor).collect(),
        rosters: Vec::new(),
    };
    Loaded {
        id: row.id.into(),
        name: row.name.clone(),
        unit: row.id,
        position: String::new(),
        facts: Facts::of(row.code.as_str(), Who::Unit(facts)),
    }
}

fn heirs(rows: &[UnitRow], unit: UnitId, index: usize) -> Vec<(UnitId, Place)> {
    let place = |before: &UnitRow| (before.id, Place { index, of: Some(Text::from(before.code.as_str())) });
    predecessors(rows, unit).into_iter().map(place).collect()
}

/// Units dissolved into this one, directly or through others; a ring of successors ends the search.
fn predecessors(rows: &[UnitRow], unit: UnitId) -> Vec<&UnitRow> {
    let mut found: Vec<&UnitRow> = Vec::new();
    let mut heirs = vec![unit];
    while let Some(heir) = heirs.pop() {
        for row in rows.iter().filter(|row| row.successor == Some(heir) && row.id != unit) {
            if found.iter().all(|known| known.id != row.id) {
                found.push(row);
                heirs.push(row.id);
            }
        }
    }
    found
}

/// Adds the members of the last day of the year, or of today while it runs, with what they hold of that year.
pub(super) fn read(conn: &mut Connection, book: &mut Book, year: Year, today: NaiveDate) -> AppResult<()> {
    let on = year.end().min(today);
    let unit = match book.whom {
        Whom::Unit(unit) => Some(unit),
        _ => None,
    };
    let mut members = members(conn, on, unit)?;
    read_grades(conn, &mut members, on, unit, year)?;
    read_awards(conn, &mut members, on, unit, year)?;
    read_disciplines(conn, &mut members, on, unit, year)?;
    let mut rosters: HashMap<UnitId, Vec<MemberFact>> = HashMap::new();
    for (unit, member) in members.into_values() {
        rosters.entry(unit).or_default().push(member);
    }
    for loaded in &mut book.found {
        let members = rosters.remove(&loaded.unit).unwrap_or_default();
        if let Who::Unit(facts) = &mut loaded.facts.who {
            facts.rosters.push(Roster { year, members });
        }
    }
    Ok(())
}

type Members = HashMap<PersonId, (UnitId, MemberFact)>;

fn members(conn: &mut Connection, on: NaiveDate, unit: Option<UnitId>) -> AppResult<Members> {
    let there = memberships::table
        .inner_join(subjects::table.on(subjects::id.eq(memberships::person_id)))
        .filter(memberships::from_date.le(on))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(on)))
        .select((memberships::person_id, memberships::unit_id, subjects::code))
        .into_boxed();
    let there = match unit {
        Some(unit) => there.filter(memberships::unit_id.eq(unit)),
        None => there,
    };
    let rows: Vec<(PersonId, UnitId, String)> = there.load(conn)?;
    let member = |code: String| MemberFact {
        code: Text::from(code),
        grades: Vec::new(),
        awards: Vec::new(),
        disciplines: Vec::new(),
    };
    Ok(rows.into_iter().map(|(person, unit, code)| (person, (unit, member(code)))).collect())
}

fn read_grades(
    conn: &mut Connection,
    members: &mut Members,
    on: NaiveDate,
    unit: Option<UnitId>,
    year: Year,
) -> AppResult<()> {
    let rows: Vec<(SubjectId, GradeCode)> = grades::table
        .filter(grades::year.eq(year))
        .filter(grades::subject_id.eq_any(there(on, unit)))
        .select((grades::subject_id, grades::grade))
        .load(conn)?;
    for (person, grade) in rows {
        if let Some((_, member)) = members.get_mut(&PersonId(person.0)) {
            member.grades.push(grade);
        }
    }
    Ok(())
}

fn read_awards(
    conn: &mut Connection,
    members: &mut Members,
    on: NaiveDate,
    unit: Option<UnitId>,
    year: Year,
) -> AppResult<()> {
    let rows: Vec<(SubjectId, AwardCode)> = awards::table
        .filter(awards::year.eq(year))
        .filter(awards::revoked_on.is_null())
        .filter(awards::subject_id.eq_any(there(on, unit)))
        .select((awards::subject_id, awards::award_code))
        .load(conn)?;
    for (person, award) in rows {
        if let Some((_, member)) = members.get_mut(&PersonId(person.0)) {
            member.awards.push(award);
        }
    }
    Ok(())
}

fn read_disciplines(
    conn: &mut Connection,
    members: &mut Members,
    on: NaiveDate,
    unit: Option<UnitId>,
    year: Year,
) -> AppResult<()> {
    let rows: Vec<(PersonId, DisciplineCode)> = disciplines::table
        .filter(disciplines::decided_on.between(year.start(), year.end()))
        .filter(disciplines::person_id.eq_any(there(on, unit)))
        .select((disciplines::person_id, disciplines::kind))
        .load(conn)?;
    for (person, discipline) in rows {
        if let Some((_, member)) = members.get_mut(&person) {
            member.disciplines.push(discipline);
        }
    }
    Ok(())
}
