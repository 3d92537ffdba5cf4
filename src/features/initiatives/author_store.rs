//! Whose an initiative is and what each has said to it, and who is called by a typed name.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::shares;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::initiative::Answer;
use crate::domain::text;
use crate::error::AppResult;
use crate::schema::{accounts, initiative_authors, people, subjects};
use crate::sql::sql;

/// An author as pages name him; the share in percent.
#[derive(Debug, Clone, Queryable)]
pub struct Author {
    pub person: PersonId,
    pub code: String,
    pub name: String,
    pub percent: i32,
    pub qualification: String,
    /// Nothing until he is asked for the text as it stands.
    pub answer: Option<Answer>,
    pub answered_on: Option<NaiveDate>,
    /// Why he refused, or the paper he has signed.
    pub answer_reason: String,
    /// Whether he can log in, and so answer by himself.
    pub has_account: bool,
}

/// In the order in which they were entered.
pub fn authors_of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Author>> {
    let account = accounts::table
        .on(accounts::person_id.eq(initiative_authors::person_id.nullable()).and(accounts::locked_at.is_null()));
    Ok(initiative_authors::table
        .inner_join(subjects::table.on(subjects::id.eq(initiative_authors::person_id)))
        .left_join(account)
        .filter(initiative_authors::initiative_id.eq(id))
        .order(initiative_authors::ordinal)
        .select((
            initiative_authors::person_id,
            subjects::code,
            subjects::name,
            initiative_authors::percent,
            initiative_authors::qualification,
            initiative_authors::answer,
            initiative_authors::answered_on,
            initiative_authors::answer_reason,
            accounts::id.nullable().is_not_null(),
        ))
        .load(conn)?)
}

/// Puts these in place of those there are; whoever stays keeps what he has said.
pub fn set_authors(tx: &mut Tx, id: InitiativeId, authors: &[shares::Author], before: &[Author]) -> AppResult<()> {
    diesel::delete(initiative_authors::table.filter(initiative_authors::initiative_id.eq(id))).execute(tx.conn)?;
    let rows: Vec<_> = (1..)
        .zip(authors)
        .map(|(ordinal, author): (i32, _)| {
            let said = before.iter().find(|it| it.person == author.person);
            (
                initiative_authors::initiative_id.eq(id),
                initiative_authors::person_id.eq(author.person),
                initiative_authors::percent.eq(author.percent),
                initiative_authors::ordinal.eq(ordinal),
                initiative_authors::qualification.eq(&author.qualification),
                initiative_authors::answer.eq(said.and_then(|it| it.answer)),
                initiative_authors::answered_on.eq(said.and_then(|it| it.answered_on)),
                initiative_authors::answer_reason.eq(said.map_or("", |it| it.answer_reason.as_str())),
            )
        })
        .collect();
    diesel::insert_into(initiative_authors::table).values(rows).execute(tx.conn)?;
    Ok(())
}

/// What one of them says, from today.
pub fn set_answer(tx: &mut Tx, id: InitiativeId, author: PersonId, answer: Answer, reason: &str) -> AppResult<()> {
    diesel::update(initiative_authors::table.find((id, author)))
        .set((
            initiative_authors::answer.eq(answer),
            initiative_authors::answered_on.eq(tx.today),
            initiative_authors::answer_reason.eq(reason),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// What they said was said to another text: all are to be asked again.
pub fn forget_answers(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    diesel::update(initiative_authors::table.filter(initiative_authors::initiative_id.eq(id)))
        .set((
            initiative_authors::answer.eq(None::<Answer>),
            initiative_authors::answered_on.eq(None::<NaiveDate>),
            initiative_authors::answer_reason.eq(""),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Asks all who have not been asked.
pub fn set_asked(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    let all = initiative_authors::table.filter(initiative_authors::initiative_id.eq(id));
    diesel::update(all.filter(initiative_authors::answer.is_null()))
        .set(initiative_authors::answer.eq(Answer::Asked))
        .execute(tx.conn)?;
    Ok(())
}

/// Somebody on the staff.
#[derive(Debug, Clone, Queryable)]
pub struct Staff {
    pub person: PersonId,
    pub code: String,
    pub unit: UnitId,
}

/// Who works here on a day under a code, or under a full name typed with or without marks.
pub fn staff_called(conn: &mut Connection, typed: &str, today: NaiveDate) -> AppResult<Vec<Staff>> {
    let staff = people::table
        .inner_join(subjects::table)
        .filter(people::joined_on.le(today))
        .filter(people::left_on.is_null().or(people::left_on.ge(today)))
        .select((people::id, subjects::code, people::unit_id));
    let by_code: Vec<Staff> = staff.filter(subjects::code.eq(text::upper(typed))).load(conn)?;
    if !by_code.is_empty() {
        return Ok(by_code);
    }
    let ids = named(conn, typed)?;
    Ok(staff.filter(people::id.eq_any(ids)).order(subjects::code).load(conn)?)
}

/// Name and last day of whoever worked here under a code or a full name, and has left.
pub fn left_called(conn: &mut Connection, typed: &str, today: NaiveDate) -> AppResult<Option<(String, NaiveDate)>> {
    let ids = named(conn, typed)?;
    let left: Option<(String, Option<NaiveDate>)> = people::table
        .inner_join(subjects::table)
        .filter(people::left_on.lt(today))
        .filter(subjects::code.eq(text::upper(typed)).or(people::id.eq_any(ids)))
        .order(people::left_on.desc())
        .select((subjects::name, people::left_on))
        .first(conn)
        .optional()?;
    Ok(left.and_then(|(name, day)| Some((name, day?))))
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = BigInt)]
    id: PersonId,
}

/// Those of just this full name. The index of names finds them, which also holds longer names.
fn named(conn: &mut Connection, typed: &str) -> AppResult<Vec<PersonId>> {
    const NAMED: &str = "SELECT id FROM subjects WHERE folded_name = ? AND id IN \
         (SELECT rowid FROM subject_names WHERE subject_names MATCH ?)";
    let Some(words) = text::search_expression(typed) else {
        return Ok(Vec::new());
    };
    let found: Vec<Named> = sql(NAMED).bind::<Text, _>(text::fold(typed)).bind::<Text, _>(words).load(conn)?;
    Ok(found.into_iter().map(|named| named.id).collect())
}
