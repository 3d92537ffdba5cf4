//! Reads and writes of registrations.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::ops::{Registering, Seen};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration::{Move, State};
use crate::domain::subject::{SubjectKind, UnitKind};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::account;
use crate::policy::RegistrationFacts;
use crate::schema::{people, registrations, subjects, units};
use crate::sql::sql;
use crate::web::waiting::ONLY_SECRETARY;

/// One registration with all that a page or a verb asks about it.
#[derive(Debug, Clone)]
pub struct Registration {
    pub id: RegistrationId,
    pub facts: RegistrationFacts,
    pub year: Year,
    pub award: AwardCode,
    pub version: i64,
    pub subject_code: String,
    pub subject_name: String,
    pub subject_kind: SubjectKind,
    pub unit_name: String,
    pub position: String,
    pub registered_on: Option<NaiveDate>,
    pub planned_initiative: String,
    pub pledge: String,
    pub note: String,
    pub reason: String,
    pub on_behalf: bool,
    pub since: NaiveDateTime,
    pub due_on: Option<NaiveDate>,
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

type Head = (RegistrationId, Year, SubjectId, UnitId, AwardCode, State, i64, Option<AccountId>, Option<AccountId>);
type Body = (Option<NaiveDate>, String, String, String, String, bool, NaiveDateTime, Option<NaiveDate>);
type Names = (String, String, SubjectKind, String, Option<String>);

/// The registration, whoever asks: the policy comes after.
pub fn find(conn: &mut Connection, id: RegistrationId) -> AppResult<Registration> {
    let (head, body, names): (Head, Body, Names) = registrations::table
        .inner_join(subjects::table)
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(registrations::unit_id)))
        .left_join(people::table.on(people::id.eq(registrations::subject_id)))
        .filter(registrations::id.eq(id))
        .select((
            (
                registrations::id,
                registrations::year,
                registrations::subject_id,
                registrations::unit_id,
                registrations::award_code,
                registrations::state,
                registrations::version,
                registrations::created_by,
                registrations::moved_by,
            ),
            (
                registrations::registered_on,
                registrations::planned_initiative,
                registrations::pledge,
                registrations::note,
                registrations::reason,
                registrations::on_behalf,
                registrations::since,
                registrations::due_on,
            ),
            (
                subjects::code,
                subjects::name,
                subjects::kind,
                unit_subjects.field(subjects::name),
                people::position.nullable(),
            ),
        ))
        .first(conn)?;
    let (id, year, subject, unit, award, state, version, created_by, moved_by) = head;
    let (registered_on, planned_initiative, pledge, note, reason, on_behalf, since, due_on) = body;
    let (subject_code, subject_name, subject_kind, unit_name, position) = names;
    let facts = RegistrationFacts {
        subject,
        collective: (subject_kind == SubjectKind::Unit).then_some(UnitId(subject.0)),
        unit,
        state,
        created_by,
        moved_by,
        is_only_secretariat: account::ops::only_secretary(conn)?.map(SubjectId::from) == Some(subject),
    };
    Ok(Registration {
        id,
        facts,
        year,
        award,
        version,
        subject_code,
        subject_name,
        subject_kind,
        unit_name,
        position: position.unwrap_or_default(),
        registered_on,
        planned_initiative,
        pledge,
        note,
        reason,
        on_behalf,
        since,
        due_on,
    })
}

/// Who a registration can be for.
#[derive(Debug, Clone)]
pub struct Subject {
    pub id: SubjectId,
    pub kind: SubjectKind,
    pub unit: UnitId,
    pub unit_kind: UnitKind,
    pub sort_key: Vec<u8>,
}

/// The newest that is no draft.
pub fn newest(conn: &mut Connection) -> AppResult<Option<RegistrationId>> {
    let filed = registrations::table.filter(registrations::state.ne(State::Draft));
    Ok(filed.order(registrations::id.desc()).select(registrations::id).first(conn).optional()?)
}

/// What the form of a collective says of its people.
pub struct Collective {
    pub staff: i64,
    /// Each title with how many of its people registered for it, most first.
    pub registered: Vec<(AwardCode, i64)>,
}

/// Of a unit on a day, and what its people registered for in the year.
pub fn collective(conn: &mut Connection, unit: UnitId, year: Year, day: NaiveDate) -> AppResult<Collective> {
    let here = people::left_on.is_null().or(people::left_on.gt(day));
    let staff = people::table.filter(people::unit_id.eq(unit)).filter(here).count().get_result(conn)?;
    let mut registered: Vec<(AwardCode, i64)> = registrations::table
        .inner_join(subjects::table.on(subjects::id.eq(registrations::subject_id)))
        .filter(registrations::year.eq(year))
        .filter(registrations::unit_id.eq(unit))
        .filter(registrations::state.ne_all([State::Draft, State::Withdrawn, State::Rejected]))
        .filter(subjects::kind.eq(SubjectKind::Person))
        .group_by(registrations::award_code)
        .select((registrations::award_code, count_star()))
        .load(conn)?;
    registered.sort_by_key(|(award, people)| (-people, award.code()));
    Ok(Collective { staff, registered })
}

/// The subject of a code: a person who has not left, with the unit of today, or a unit.
pub fn subject_by_code(conn: &mut Connection, code: &str, today: NaiveDate) -> AppResult<Option<Subject>> {
    let found: Option<(SubjectId, SubjectKind, Vec<u8>)> = subjects::table
        .filter(subjects::code.eq(code))
        .select((subjects::id, subjects::kind, subjects::sort_key))
        .first(conn)
        .optional()?;
    let Some((id, kind, sort_key)) = found else {
        return Ok(None);
    };
    let unit: Option<UnitId> = match kind {
        SubjectKind::Unit => Some(UnitId(id.0)),
        SubjectKind::Person => people::table
            .find(PersonId(id.0))
            .filter(people::left_on.is_null().or(people::left_on.ge(today)))
            .select(people::unit_id)
            .first(conn)
            .optional()?,
    };
    let Some(unit) = unit else {
        return Ok(None);
    };
    let unit_kind = units::table.find(unit).select(units::kind).first(conn)?;
    Ok(Some(Subject { id, kind, unit, unit_kind, sort_key }))
}

pub fn insert(tx: &mut Tx, new: &Registering, subject: &Subject, on_behalf: bool) -> QueryResult<RegistrationId> {
    diesel::insert_into(registrations::table)
        .values((
            registrations::year.eq(new.year),
            registrations::subject_id.eq(subject.id),
            registrations::unit_id.eq(subject.unit),
            registrations::award_code.eq(new.award),
            registrations::state.eq(State::Draft),
            registrations::version.eq(1),
            registrations::planned_initiative.eq(&new.planned_initiative),
            registrations::pledge.eq(&new.pledge),
            registrations::note.eq(""),
            registrations::reason.eq(""),
            registrations::on_behalf.eq(on_behalf),
            registrations::created_by.eq(tx.actor.account),
            registrations::moved_by.eq(tx.actor.account),
            registrations::since.eq(tx.now.naive_utc()),
            registrations::sort_key.eq(&subject.sort_key),
        ))
        .returning(registrations::id)
        .get_result(tx.conn)
}

pub fn update(tx: &mut Tx, seen: Seen, new: &Registering, subject: &Subject) -> QueryResult<usize> {
    diesel::update(registrations::table.find(seen.id).filter(registrations::version.eq(seen.version)))
        .set((
            registrations::subject_id.eq(subject.id),
            registrations::unit_id.eq(subject.unit),
            registrations::sort_key.eq(&subject.sort_key),
            registrations::award_code.eq(new.award),
            registrations::planned_initiative.eq(&new.planned_initiative),
            registrations::pledge.eq(&new.pledge),
            registrations::version.eq(registrations::version + 1),
        ))
        .execute(tx.conn)
}

pub fn set_registered_on(tx: &mut Tx, id: RegistrationId) -> AppResult<()> {
    diesel::update(registrations::table.find(id)).set(registrations::registered_on.eq(tx.today)).execute(tx.conn)?;
    Ok(())
}

/// False when somebody else was quicker.
pub fn save_move(tx: &mut Tx, seen: Seen, moved: Move, reason: &str, due: Option<NaiveDate>) -> AppResult<bool> {
    let due = if moved.to().is_final() { None } else { due };
    let rows = diesel::update(
        registrations::table
            .find(seen.id)
            .filter(registrations::state.eq(moved.from()))
            .filter(registrations::version.eq(seen.version)),
    )
    .set((
        registrations::state.eq(moved.to()),
        registrations::version.eq(registrations::version + 1),
        registrations::reason.eq(reason),
        registrations::moved_by.eq(tx.actor.account),
        registrations::since.eq(tx.now.naive_utc()),
        registrations::due_on.eq(due),
    ))
    .execute(tx.conn)?;
    Ok(rows == 1)
}

/// A line of an approval queue.
#[derive(Debug, Clone, QueryableByName)]
pub struct Waiting {
    #[diesel(sql_type = BigInt)]
    pub id: RegistrationId,
    #[diesel(sql_type = BigInt)]
    pub version: i64,
    #[diesel(sql_type = Text)]
    pub subject_code: String,
    #[diesel(sql_type = Text)]
    pub subject_name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub position: Option<String>,
    #[diesel(sql_type = Text)]
    pub unit_code: String,
    #[diesel(sql_type = Text)]
    pub unit_name: String,
    #[diesel(sql_type = Text)]
    pub award: AwardCode,
    #[diesel(sql_type = Text)]
    pub state: State,
    #[diesel(sql_type = diesel::sql_types::Timestamp)]
    pub since: NaiveDateTime,
    #[diesel(sql_type = Nullable<diesel::sql_types::Date>)]
    pub due_on: Option<NaiveDate>,
}

const WAITING: &str = "SELECT r.id, r.version, s.code AS subject_code, s.name AS subject_name, p.position, us.code AS unit_code, \
     us.name AS unit_name, r.award_code AS award, r.state, r.since, r.due_on ";
/// CROSS JOIN keeps the order of the loops: units in order, then each unit's rows out of the index
/// registrations_queue, whose condition is repeated word for word.
const UNIT_BY_UNIT: &str = "FROM units u CROSS JOIN registrations r ON r.unit_id = u.id \
     JOIN subjects s ON s.id = r.subject_id JOIN subjects us ON us.id = u.id LEFT JOIN people p ON p.id = r.subject_id \
     WHERE r.state IN ('filed', 'unit_reviewed', 'accepted', 'returned', 'escalated') AND r.state = ?";
/// A few rows found first, then put in order.
const FOUND_FIRST: &str = "FROM registrations r JOIN units u ON u.id = r.unit_id JOIN subjects s ON s.id = r.subject_id \
     JOIN subjects us ON us.id = u.id LEFT JOIN people p ON p.id = r.subject_id WHERE +r.state = ?";
const IN_ORDER: &str = " ORDER BY u.sort_order, u.id, r.sort_key, r.id LIMIT ? OFFSET ?";

/// Those in one state, not of `except`, of one unit or of all: a page of a queue.
pub fn waiting(
    conn: &mut Connection,
    state: State,
    except: Option<PersonId>,
    unit: Option<UnitId>,
    limit: i64,
    offset: i64,
) -> AppResult<Vec<Waiting>> {
    let mut query = sql(WAITING).sql(UNIT_BY_UNIT).bind::<Text, _>(state);
    if let Some(person) = except {
        query = query.sql(" AND r.subject_id <> ?").bind::<BigInt, _>(person);
    }
    if let Some(unit) = unit {
        query = query.sql(" AND r.unit_id = ?").bind::<BigInt, _>(unit);
    }
    Ok(query.sql(IN_ORDER).bind::<BigInt, _>(limit).bind::<BigInt, _>(offset).load(conn)?)
}

/// The only secretary's own, which the head of the agency decides, unless he is `except`.
pub fn waiting_of_only_secretary(conn: &mut Connection, except: Option<PersonId>) -> AppResult<Vec<Waiting>> {
    let mut query = sql(WAITING).sql(FOUND_FIRST).bind::<Text, _>(State::UnitReviewed);
    query = query.sql(" AND r.subject_id = ").sql(ONLY_SECRETARY);
    if let Some(person) = except {
        query = query.sql(" AND r.subject_id <> ?").bind::<BigInt, _>(person);
    }
    Ok(query.sql(IN_ORDER).bind::<BigInt, _>(-1).bind::<BigInt, _>(0).load(conn)?)
}
