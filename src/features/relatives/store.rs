//! Reads and writes of relatives.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::PersonId;
use crate::error::AppResult;
use crate::schema::{relatives, subjects};

diesel::alias!(subjects as other_subjects: OtherSubjects);

/// A declaration with both names.
#[derive(Debug, Clone, Queryable)]
pub struct Declared {
    pub person_code: String,
    pub person_name: String,
    pub relative_code: String,
    pub relative_name: String,
    pub relation: String,
    pub declared_on: NaiveDate,
}

/// Those that name somebody, or all, by name.
pub fn list(conn: &mut Connection, of: Option<PersonId>) -> AppResult<Vec<Declared>> {
    let mut query = relatives::table
        .inner_join(subjects::table.on(subjects::id.eq(relatives::person_id)))
        .inner_join(other_subjects.on(other_subjects.field(subjects::id).eq(relatives::relative_id)))
        .order((subjects::sort_key, relatives::person_id, relatives::relative_id))
        .select((
            subjects::code,
            subjects::name,
            other_subjects.field(subjects::code),
            other_subjects.field(subjects::name),
            relatives::relation,
            relatives::declared_on,
        ))
        .into_boxed();
    if let Some(person) = of {
        query = query.filter(relatives::person_id.eq(person).or(relatives::relative_id.eq(person)));
    }
    Ok(query.load(conn)?)
}

/// Both ways round, of all that name one of these people.
pub fn pairs_of(conn: &mut Connection, people: &[PersonId]) -> AppResult<Vec<(PersonId, PersonId)>> {
    let named = relatives::person_id.eq_any(people).or(relatives::relative_id.eq_any(people));
    let found: Vec<(PersonId, PersonId)> =
        relatives::table.filter(named).select((relatives::person_id, relatives::relative_id)).load(conn)?;
    Ok(found.into_iter().flat_map(|(person, relative)| [(person, relative), (relative, person)]).collect())
}

pub fn are_relatives(conn: &mut Connection, person: PersonId, relative: PersonId) -> AppResult<bool> {
    let one = relatives::table.find((person, relative));
    let other = relatives::table.find((relative, person));
    Ok(diesel::select(exists(one).or(exists(other))).get_result(conn)?)
}

pub fn insert(tx: &mut Tx, person: PersonId, relative: PersonId, relation: &str) -> AppResult<()> {
    diesel::insert_into(relatives::table)
        .values((
            relatives::person_id.eq(person),
            relatives::relative_id.eq(relative),
            relatives::relation.eq(relation),
            relatives::declared_on.eq(tx.today),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Answers what the relation was.
pub fn delete(conn: &mut Connection, person: PersonId, relative: PersonId) -> AppResult<String> {
    let gone = diesel::delete(relatives::table.find((person, relative))).returning(relatives::relation);
    Ok(gone.get_result(conn)?)
}
