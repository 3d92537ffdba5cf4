//! Reads and writes of initiatives and their authors.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Integer, Nullable, Text, Timestamp};

use super::application::Application;
use super::application_store::{self, Texts};
use super::author_store::{self, Author};
use super::ops::{Checked, Recognition, Recording, Seen};
use super::shares;
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::initiative::{Answer, Level, Move, State};
use crate::domain::text;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::account;
use crate::policy::{Act, Actor, InitiativeFacts, may};
use crate::schema::{initiative_round_items, initiative_round_seats, initiatives, subjects};
use crate::sql::sql;
use crate::web::waiting::ONLY_SECRETARY;

/// One initiative with all that a page or a verb asks about it.
#[derive(Debug, Clone)]
pub struct Initiative {
    pub id: InitiativeId,
    pub facts: InitiativeFacts,
    pub code: String,
    pub year: Year,
    pub version: i64,
    pub title: String,
    pub field: String,
    pub summary: String,
    pub application: Application,
    /// The title of the initiative it builds on; empty when it builds on none.
    pub continued_title: String,
    pub unit_name: String,
    pub first_used_on: Option<NaiveDate>,
    pub filed_on: Option<NaiveDate>,
    pub recognition: Option<Recognition>,
    pub reason: String,
    pub due_on: Option<NaiveDate>,
    /// In the order in which they were entered.
    pub authors: Vec<Author>,
}

impl Initiative {
    /// What was recorded, as one would type it.
    pub fn as_recorded(&self) -> Recording {
        let share = |(row, author): (usize, &Author)| shares::Share {
            row,
            author: author.code.clone(),
            percent: author.percent,
            qualification: author.qualification.clone(),
        };
        Recording {
            year: self.year,
            title: self.title.clone(),
            field: self.field.clone(),
            summary: self.summary.clone(),
            application: self.application.clone(),
            first_used_on: self.first_used_on,
            shares: (1..).zip(&self.authors).map(share).collect(),
        }
    }

    /// As files write them: `CODE:60;CODE:40`.
    pub fn authors_in_codes(&self) -> String {
        let codes: Vec<String> = self.authors.iter().map(|it| format!("{}:{}", it.code, it.percent)).collect();
        codes.join(";")
    }

    pub fn qualifications(&self) -> String {
        let all: Vec<&str> = self.authors.iter().map(|it| it.qualification.as_str()).collect();
        all.join(";")
    }

    /// As somebody may read it: without the confidential part, where that is not for him.
    pub fn for_reader(mut self, reader: &Actor) -> Self {
        if !may(reader, Act::SeeConfidential(&self.facts)) {
            self.application.confidential.clear();
        }
        self
    }
}

type Head = (InitiativeId, String, Year, UnitId, State, i64, Option<AccountId>, Option<AccountId>);
type Body = (String, String, String, String, Option<NaiveDate>, Option<NaiveDate>, String, Option<NaiveDate>);
type Outcome = (Option<Level>, String, Option<NaiveDate>);

/// The initiative, whoever asks: the policy comes after.
pub fn find(conn: &mut Connection, id: InitiativeId) -> AppResult<Initiative> {
    let (head, body, texts, (level, decision_no, recognised_on)): (Head, Body, Texts, Outcome) = initiatives::table
        .inner_join(subjects::table.on(subjects::id.eq(initiatives::unit_id)))
        .filter(initiatives::id.eq(id))
        .select((
            (
                initiatives::id,
                initiatives::code,
                initiatives::year,
                initiatives::unit_id,
                initiatives::state,
                initiatives::version,
                initiatives::created_by,
                initiatives::moved_by,
            ),
            (
                initiatives::title,
                initiatives::field,
                initiatives::summary,
                subjects::name,
                initiatives::first_used_on,
                initiatives::filed_on,
                initiatives::reason,
                initiatives::due_on,
            ),
            Texts::as_select(),
            (initiatives::level, initiatives::decision_no, initiatives::recognised_on),
        ))
        .first(conn)?;
    let (id, code, year, unit, state, version, created_by, moved_by) = head;
    let (title, field, summary, unit_name, first_used_on, filed_on, reason, due_on) = body;
    let (application, continued_title) = application_store::application(conn, id, texts)?;
    let authors = author_store::authors_of(conn, id)?;
    let people: Vec<PersonId> = authors.iter().map(|author| author.person).collect();
    let is_asked = |author: &&Author| matches!(author.answer, Some(Answer::Asked | Answer::Refused));
    let asked = authors.iter().filter(is_asked).map(|author| author.person).collect();
    let has_only_secretariat = account::ops::only_secretary(conn)?.is_some_and(|person| people.contains(&person));
    let reviewers = reviewers_of(conn, id)?;
    let recognition =
        level.zip(recognised_on).map(|(level, recognised_on)| Recognition { level, decision_no, recognised_on });
    Ok(Initiative {
        id,
        facts: InitiativeFacts {
            authors: people,
            asked,
            unit,
            state,
            created_by,
            moved_by,
            has_only_secretariat,
            reviewers,
        },
        code,
        year,
        version,
        title,
        field,
        summary,
        application,
        continued_title,
        unit_name,
        first_used_on,
        filed_on,
        recognition,
        reason,
        due_on,
        authors,
    })
}

/// The council of its round.
fn reviewers_of(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<PersonId>> {
    let round = initiative_round_items::table
        .filter(initiative_round_items::initiative_id.eq(id))
        .select(initiative_round_items::round_id);
    Ok(initiative_round_seats::table
        .filter(initiative_round_seats::round_id.eq_any(round))
        .select(initiative_round_seats::person_id)
        .load(conn)?)
}

/// Code of the newest that this agency recognised, or of the newest that was not recognised.
pub fn newest_with_result(conn: &mut Connection, is_recognised: bool) -> AppResult<Option<String>> {
    let of_state = |state: State| initiatives::table.filter(initiatives::state.eq(state)).select(initiatives::code);
    let found = if is_recognised {
        let own = of_state(State::Recognised).filter(initiatives::level.eq(Level::Base));
        own.order((initiatives::recognised_on.desc(), initiatives::id.desc())).first(conn)
    } else {
        of_state(State::Rejected).order(initiatives::id.desc()).first(conn)
    };
    Ok(found.optional()?)
}

/// Of the newest that was filed.
pub fn newest_filed(conn: &mut Connection) -> AppResult<Option<String>> {
    let filed = initiatives::table.filter(initiatives::filed_on.is_not_null());
    let order = (initiatives::filed_on.desc(), initiatives::id.desc());
    Ok(filed.order(order).select(initiatives::code).first(conn).optional()?)
}

/// The initiative of a code.
pub fn id_of(conn: &mut Connection, code: &str) -> AppResult<InitiativeId> {
    Ok(initiatives::table.filter(initiatives::code.eq(code)).select(initiatives::id).first(conn)?)
}

#[derive(QueryableByName)]
struct Newest {
    #[diesel(sql_type = Nullable<BigInt>)]
    number: Option<i64>,
}

/// The code after the newest of the year; two cannot get the same, because there is one writer.
fn next_code(conn: &mut Connection, year: Year) -> AppResult<String> {
    const NEWEST: &str = "SELECT MAX(CAST(SUBSTR(code, 9) AS INTEGER)) AS number FROM initiatives WHERE code GLOB ?";
    let newest: Newest = sql(NEWEST).bind::<Text, _>(format!("SK-{year}-[0-9]*")).get_result(conn)?;
    Ok(format!("SK-{year}-{:03}", newest.number.unwrap_or(0) + 1))
}

pub fn insert(tx: &mut Tx, new: &Recording, unit: UnitId, checked: &Checked) -> AppResult<(InitiativeId, String)> {
    let code = next_code(tx.conn, new.year)?;
    let id = diesel::insert_into(initiatives::table)
        .values((
            initiatives::code.eq(&code),
            initiatives::year.eq(new.year),
            initiatives::unit_id.eq(unit),
            initiatives::title.eq(&new.title),
            initiatives::folded_title.eq(text::fold(&new.title)),
            initiatives::field.eq(&new.field),
            initiatives::summary.eq(&new.summary),
            initiatives::first_used_on.eq(new.first_used_on),
            Texts::of(&new.application, checked.continues),
            initiatives::state.eq(State::Draft),
            initiatives::version.eq(1),
            initiatives::decision_no.eq(""),
            initiatives::reason.eq(""),
            initiatives::created_by.eq(tx.actor.account),
            initiatives::moved_by.eq(tx.actor.account),
            initiatives::since.eq(tx.now.naive_utc()),
        ))
        .returning(initiatives::id)
        .get_result(tx.conn)?;
    author_store::set_authors(tx, id, &checked.authors, &[])?;
    application_store::set_participants(tx.conn, id, &new.application.participants)?;
    Ok((id, code))
}

/// Puts what is recorded in place of what was, in the same version: whoever changes something raises it.
pub fn update(tx: &mut Tx, before: &Initiative, new: &Recording, unit: UnitId, checked: &Checked) -> AppResult<()> {
    diesel::update(initiatives::table.find(before.id))
        .set((
            initiatives::unit_id.eq(unit),
            initiatives::title.eq(&new.title),
            initiatives::folded_title.eq(text::fold(&new.title)),
            initiatives::field.eq(&new.field),
            initiatives::summary.eq(&new.summary),
            initiatives::first_used_on.eq(new.first_used_on),
            Texts::of(&new.application, checked.continues),
        ))
        .execute(tx.conn)?;
    author_store::set_authors(tx, before.id, &checked.authors, &before.authors)?;
    application_store::set_participants(tx.conn, before.id, &new.application.participants)
}

pub fn raise_version(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    diesel::update(initiatives::table.find(id))
        .set(initiatives::version.eq(initiatives::version + 1))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_filed_on(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    diesel::update(initiatives::table.find(id)).set(initiatives::filed_on.eq(tx.today)).execute(tx.conn)?;
    Ok(())
}

pub fn set_recognition(tx: &mut Tx, id: InitiativeId, recognition: &Recognition) -> AppResult<()> {
    diesel::update(initiatives::table.find(id))
        .set((
            initiatives::level.eq(recognition.level),
            initiatives::decision_no.eq(&recognition.decision_no),
            initiatives::recognised_on.eq(recognition.recognised_on),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// False when somebody else was quicker.
pub fn save_move(tx: &mut Tx, seen: Seen, moved: Move, reason: &str, due: Option<NaiveDate>) -> AppResult<bool> {
    let is_with_nobody = moved.to().is_final() || moved.to() == State::UnderReview;
    let due = if is_with_nobody { None } else { due };
    let rows = diesel::update(
        initiatives::table
            .find(seen.id)
            .filter(initiatives::state.eq(moved.from()))
            .filter(initiatives::version.eq(seen.version)),
    )
    .set((
        initiatives::state.eq(moved.to()),
        initiatives::version.eq(initiatives::version + 1),
        initiatives::reason.eq(reason),
        initiatives::moved_by.eq(tx.actor.account),
        initiatives::since.eq(tx.now.naive_utc()),
        initiatives::due_on.eq(due),
    ))
    .execute(tx.conn)?;
    Ok(rows == 1)
}

/// A line of an approval queue.
#[derive(Debug, Clone, QueryableByName)]
pub struct Waiting {
    #[diesel(sql_type = BigInt)]
    pub id: InitiativeId,
    #[diesel(sql_type = BigInt)]
    pub version: i64,
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub title: String,
    /// Names and shares: "Lê Thị Hoa 60%, Nguyễn Văn Tú 40%".
    #[diesel(sql_type = Text)]
    pub authors: String,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = Timestamp)]
    pub since: NaiveDateTime,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    /// How much of it stands in the earlier one nearest to it, in percent; one that it says to continue aside.
    #[diesel(sql_type = Nullable<Integer>)]
    pub alike: Option<i32>,
}

const WAITING: &str = "SELECT i.id, i.version, i.code, i.title, us.code AS unit_code, us.name AS unit_name, i.state, \
     i.since, i.due_on, (SELECT MAX(c.percent) FROM initiative_comparisons c WHERE c.initiative_id = i.id \
     AND c.source_id IS NOT i.continues_id) AS alike, (SELECT COALESCE(GROUP_CONCAT(s.name || ' ' || a.percent || '%', ', ' ORDER BY a.ordinal), '') \
     FROM initiative_authors a JOIN subjects s ON s.id = a.person_id WHERE a.initiative_id = i.id) AS authors ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's rows out of the index
/// initiatives_queue, whose condition is repeated word for word.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN initiatives i ON i.unit_id = u.id JOIN subjects us ON us.id = u.id \
     WHERE i.state IN ('filed', 'unit_reviewed', 'under_review', 'returned') AND i.state = ?";
/// A few rows found first, then put in order.
const FOUND_FIRST: &str = "FROM initiatives i JOIN units u ON u.id = i.unit_id JOIN subjects us ON us.id = u.id \
     WHERE +i.state = ?";
const NOT_BY: &str =
    " AND NOT EXISTS (SELECT 1 FROM initiative_authors o WHERE o.initiative_id = i.id AND o.person_id = ?)";
const IN_ORDER: &str = " ORDER BY u.sort_order, u.id, i.code LIMIT ? OFFSET ?";

/// Those in one state, not by `except_author`, of one unit or of all: a page of a queue.
pub fn waiting(
    conn: &mut Connection,
    state: State,
    except_author: Option<PersonId>,
    unit: Option<UnitId>,
    limit: i64,
    offset: i64,
) -> AppResult<Vec<Waiting>> {
    let mut query = sql(WAITING).sql(UNIT_BY_UNIT).bind::<Text, _>(state);
    if let Some(person) = except_author {
        query = query.sql(NOT_BY).bind::<BigInt, _>(person);
    }
    if let Some(unit) = unit {
        query = query.sql(" AND i.unit_id = ?").bind::<BigInt, _>(unit);
    }
    Ok(query.sql(IN_ORDER).bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// Those of which the only secretary is an author, which the head of the agency decides, unless he is one too.
pub fn waiting_of_only_secretary(conn: &mut Connection, except_author: Option<PersonId>) -> AppResult<Vec<Waiting>> {
    let mut query = sql(WAITING).sql(FOUND_FIRST).bind::<Text, _>(State::UnitReviewed);
    query = query.sql(" AND i.id IN (SELECT initiative_id FROM initiative_authors WHERE person_id = ");
    query = query.sql(ONLY_SECRETARY).sql(")");
    if let Some(person) = except_author {
        query = query.sql(NOT_BY).bind::<BigInt, _>(person);
    }
    Ok(query.sql(IN_ORDER).bind::<BigInt, _>(-1).bind::<BigInt, _>(0).load(conn)?)
}
