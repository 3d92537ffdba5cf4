//! Of people alone: service, memberships, leaves, disciplines, initiatives.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Book, Loaded, Whom};
use crate::db::Connection;
use crate::domain::eligibility::{
    DisciplineFact, Facts, InitiativeFact, LeaveFact, MembershipFact, PersonFacts, Recognition, Who,
};
use crate::domain::ids::*;
use crate::domain::initiative::{Level, State};
use crate::domain::law::DisciplineCode;
use crate::domain::leave::LeaveKind;
use crate::domain::subject::{Gender, StaffKind};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{disciplines, initiative_authors, initiatives, leaves, memberships, people, subjects, units};

type Person = (SubjectId, String, String, UnitId, String, Gender, StaffKind, NaiveDate, Option<NaiveDate>);

/// The people wanted. Their unit and position are those of the day asked for, or else today's.
pub(super) fn people(conn: &mut Connection, whom: Whom, today: NaiveDate) -> AppResult<Book> {
    let on = match whom {
        Whom::People { on, .. } => on,
        _ => today,
    };
    let book = Book::of(whom, Vec::new());
    let rows: Vec<Person> = people::table
        .inner_join(subjects::table)
        .inner_join(units::table.on(units::id.eq(people::unit_id)))
        .filter(people::id.eq_any(book.chosen()))
        .order((units::sort_order, units::id, people::sort_key, people::id))
        .select((
            subjects::id,
            subjects::code,
            subjects::name,
            people::unit_id,
            people::position,
            people::gender,
            people::staff_kind,
            people::joined_on,
            people::left_on,
        ))
        .load(conn)?;
    let found = rows.into_iter().map(person).collect();
    let mut book = Book::of(whom, found);
    read_memberships(conn, &mut book, on)?;
    Ok(book)
}

fn person((id, code, name, unit, position, gender, staff_kind, joined_on, left_on): Person) -> Loaded {
    let who = PersonFacts { gender, staff_kind, joined_on, left_on, leaves: Vec::new(), memberships: Vec::new() };
    Loaded { id, name, unit, position, facts: Facts::of(code, Who::Person(who)) }
}

fn read_memberships(conn: &mut Connection, book: &mut Book, on: NaiveDate) -> AppResult<()> {
    let rows: Vec<(PersonId, UnitId, String, String, NaiveDate, Option<NaiveDate>)> = memberships::table
        .inner_join(subjects::table.on(subjects::id.eq(memberships::unit_id)))
        .filter(memberships::person_id.eq_any(book.chosen()))
        .select((
            memberships::person_id,
            memberships::unit_id,
            memberships::position,
            subjects::code,
            memberships::from_date,
            memberships::to_date,
        ))
        .load(conn)?;
    for (person, unit_id, position, code, from, to) in rows {
        let unit = book.text(&code);
        let Some(place) = book.places.get(&SubjectId::from(person)) else { continue };
        let Some(loaded) = book.found.get_mut(place.index) else { continue };
        if from <= on && to.is_none_or(|last| last >= on) {
            loaded.unit = unit_id;
            loaded.position = position;
        }
        if let Who::Person(facts) = &mut loaded.facts.who {
            facts.memberships.push(MembershipFact { unit, from, to });
        }
    }
    Ok(())
}

pub(super) fn read(conn: &mut Connection, book: &mut Book) -> AppResult<()> {
    read_leaves(conn, book)?;
    read_disciplines(conn, book)?;
    read_initiatives(conn, book)
}

fn read_leaves(conn: &mut Connection, book: &mut Book) -> AppResult<()> {
    let rows: Vec<(PersonId, NaiveDate, Option<NaiveDate>, LeaveKind)> = leaves::table
        .filter(leaves::person_id.eq_any(book.chosen()))
        .select((leaves::person_id, leaves::from_date, leaves::to_date, leaves::kind))
        .load(conn)?;
    for (person, from, to, kind) in rows {
        if let Some((Facts { who: Who::Person(facts), .. }, _)) = book.facts(person.into()) {
            facts.leaves.push(LeaveFact { from, to, kind });
        }
    }
    Ok(())
}

fn read_disciplines(conn: &mut Connection, book: &mut Book) -> AppResult<()> {
    let rows: Vec<(PersonId, DisciplineCode, NaiveDate, String)> = disciplines::table
        .filter(disciplines::person_id.eq_any(book.chosen()))
        .select((disciplines::person_id, disciplines::kind, disciplines::decided_on, disciplines::decision_no))
        .load(conn)?;
    for (person, kind, decided_on, decision_no) in rows {
        let decision_no = book.text(&decision_no);
        if let Some((facts, _)) = book.facts(person.into()) {
            facts.disciplines.push(DisciplineFact { kind, decided_on, decision_no });
        }
    }
    Ok(())
}

type Authorship = (PersonId, i32, String, String, Year, Option<Level>, String, Option<NaiveDate>);

/// The recognised, and those on their way to it; drafts and refused ones say nothing.
fn read_initiatives(conn: &mut Connection, book: &mut Book) -> AppResult<()> {
    const TOLD: [State; 4] = [State::Filed, State::UnitReviewed, State::UnderReview, State::Recognised];
    let rows: Vec<Authorship> = initiative_authors::table
        .inner_join(initiatives::table)
        .filter(initiative_authors::person_id.eq_any(book.chosen()))
        .filter(initiatives::state.eq_any(TOLD))
        .select((
            initiative_authors::person_id,
            initiative_authors::percent,
            initiatives::code,
            initiatives::title,
            initiatives::year,
            initiatives::level,
            initiatives::decision_no,
            initiatives::recognised_on,
        ))
        .load(conn)?;
    for (person, percent, code, title, year, level, decision_no, recognised_on) in rows {
        let (code, title, decision_no) = (book.text(&code), book.text(&title), book.text(&decision_no));
        let recognition =
            level.zip(recognised_on).map(|(level, recognised_on)| Recognition { level, decision_no, recognised_on });
        if let Some((facts, _)) = book.facts(person.into()) {
            let percent = u32::try_from(percent).unwrap_or_default();
            facts.initiatives.push(InitiativeFact { code, title, year, percent, recognition });
        }
    }
    Ok(())
}
