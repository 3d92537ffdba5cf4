//! Facts out of the registers, for one subject or for all of a kind, in the same fixed number of reads.

mod people;
mod registers;
mod units;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;

use crate::db::Connection;
use crate::domain::eligibility::{Facts, Text};
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{initiative_authors, memberships, subjects};

/// Whose facts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Everybody who is there on a day, in one unit or in all.
    People {
        on: NaiveDate,
        unit: Option<UnitId>,
    },
    Person(PersonId),
    /// The authors of an initiative.
    Authors(InitiativeId),
    /// Every collective that exists on a day.
    Units {
        on: NaiveDate,
    },
    Unit(UnitId),
}

/// One subject: the names that lists show, and all that the engine asks.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub id: SubjectId,
    pub name: String,
    /// The unit on the day, a collective itself.
    pub unit: UnitId,
    pub position: String,
    pub facts: Facts,
}

/// Loads whoever is wanted with what a question about `year` needs, in the order of lists.
pub fn load(conn: &mut Connection, whom: Whom, year: Year, today: NaiveDate) -> AppResult<Vec<Loaded>> {
    let mut book = match whom {
        Whom::People { .. } | Whom::Person(_) | Whom::Authors(_) => people::people(conn, whom, today)?,
        Whom::Units { .. } | Whom::Unit(_) => units::units(conn, whom)?,
    };
    registers::read(conn, &mut book, year)?;
    match whom {
        Whom::People { .. } | Whom::Person(_) | Whom::Authors(_) => people::read(conn, &mut book)?,
        Whom::Units { .. } | Whom::Unit(_) => units::read(conn, &mut book, year, today)?,
    }
    Ok(book.found)
}

/// The subjects being loaded, and whose row belongs to which of them.
struct Book {
    whom: Whom,
    found: Vec<Loaded>,
    places: HashMap<SubjectId, Place>,
    texts: HashSet<Text>,
}

/// Where rows of a subject go. Those of a dissolved unit go to the one that carries its work on.
#[derive(Debug, Clone)]
struct Place {
    index: usize,
    /// The code the row is recorded under, when it is not the subject's own.
    of: Option<Text>,
}

impl Book {
    fn of(whom: Whom, found: Vec<Loaded>) -> Self {
        let places = found.iter().enumerate().map(|(index, it)| (it.id, Place { index, of: None })).collect();
        Self { whom, found, places, texts: HashSet::new() }
    }

    /// The facts a row belongs to; `None` of a subject nobody asked for.
    fn facts(&mut self, subject: SubjectId) -> Option<(&mut Facts, Option<Text>)> {
        let place = self.places.get(&subject)?;
        let of = place.of.clone();
        Some((&mut self.found.get_mut(place.index)?.facts, of))
    }

    /// One copy of a text that stands in many rows.
    fn text(&mut self, written: &str) -> Text {
        if let Some(known) = self.texts.get(written) {
            return known.clone();
        }
        let text = Text::from(written);
        self.texts.insert(text.clone());
        text
    }

    /// The ids whose rows are read, as a subquery.
    fn chosen(&self) -> subjects::BoxedQuery<'static, Sqlite, BigInt> {
        let ids = subjects::table.select(subjects::id).into_boxed();
        match self.whom {
            Whom::People { on, unit } => ids.filter(subjects::id.eq_any(there(on, unit))),
            Whom::Person(person) => ids.filter(subjects::id.eq(SubjectId::from(person))),
            Whom::Authors(initiative) => ids.filter(subjects::id.eq_any(authors_of(initiative))),
            Whom::Units { .. } | Whom::Unit(_) => {
                ids.filter(subjects::id.eq_any(self.places.keys().copied().collect::<Vec<_>>()))
            }
        }
    }
}

fn authors_of(initiative: InitiativeId) -> initiative_authors::BoxedQuery<'static, Sqlite, BigInt> {
    let authors = initiative_authors::table.filter(initiative_authors::initiative_id.eq(initiative));
    authors.select(initiative_authors::person_id).into_boxed()
}

/// Who belongs to the agency, or to one unit, on a day.
fn there(on: NaiveDate, unit: Option<UnitId>) -> memberships::BoxedQuery<'static, Sqlite, BigInt> {
    let there = memberships::table
        .filter(memberships::from_date.le(on))
        .filter(memberships::to_date.is_null().or(memberships::to_date.ge(on)))
        .select(memberships::person_id)
        .into_boxed();
    match unit {
        Some(unit) => there.filter(memberships::unit_id.eq(unit)),
        None => there,
    }
}
