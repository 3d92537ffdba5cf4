//! Reads and writes of dossiers and of the record of their moves.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::ops::{Proposal, Seen};
use crate::db::{Connection, Tx};
use crate::domain::dossier::{Kind, Move, State};
use crate::domain::event::EventKind;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::features::account;
use crate::features::registrations::ops::Subject;
use crate::policy::DossierFacts;
use crate::schema::{dossier_moves, dossiers, movements, people, subjects};

/// One dossier with all that a page or a verb asks about it.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub id: DossierId,
    pub facts: DossierFacts,
    pub year: Year,
    pub award: AwardCode,
    pub kind: Kind,
    pub registration: Option<RegistrationId>,
    /// Where a hold leads back to.
    pub held_from: Option<State>,
    pub version: i64,
    pub subject_code: String,
    pub subject_name: String,
    pub subject_kind: SubjectKind,
    pub unit_name: String,
    pub position: String,
    pub achievement: String,
    pub on_behalf: bool,
    pub filed_on: Option<NaiveDate>,
    pub received_on: Option<NaiveDate>,
    pub reason: String,
    /// What a return asks to mend: see `Mend`.
    pub mend_field: String,
    pub holder: Option<AccountId>,
    pub since: NaiveDateTime,
    pub due_on: Option<NaiveDate>,
    pub paid_on: Option<NaiveDate>,
    pub paid_amount: Option<i64>,
    /// Since when its publicity is over and the minutes of it closed.
    pub publicity_closed_on: Option<NaiveDate>,
    /// The movement that a thematic commendation rewards.
    pub movement: Option<MovementId>,
    pub movement_name: String,
}

impl Dossier {
    pub const fn seen(&self) -> Seen {
        Seen { id: self.id, version: self.version }
    }

    /// The day whose law it is judged by: of its receipt, or today while it is not in yet.
    pub fn judged_on(&self, today: NaiveDate) -> NaiveDate {
        self.received_on.unwrap_or(today)
    }
}

/// The newest dossier of a person or of a collective.
pub fn newest(conn: &mut Connection, kind: SubjectKind) -> AppResult<Option<DossierId>> {
    let of_kind = dossiers::table.inner_join(subjects::table.on(subjects::id.eq(dossiers::subject_id)));
    let of_kind = of_kind.filter(subjects::kind.eq(kind)).order(dossiers::id.desc());
    Ok(of_kind.select(dossiers::id).first(conn).optional()?)
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

type Head = (DossierId, Year, SubjectId, UnitId, AwardCode, Kind, Option<RegistrationId>, State, Option<State>, i64);
type Body = (String, bool, Option<NaiveDate>, Option<NaiveDate>, String, String);
type Step = (Option<AccountId>, Option<AccountId>, Option<AccountId>, NaiveDateTime, Option<NaiveDate>);
type Paid = (Option<NaiveDate>, Option<i64>, Option<NaiveDate>, Option<MovementId>, Option<String>);
type Names = (String, String, SubjectKind, String, Option<String>);

/// The dossier, whoever asks: the policy comes after.
pub fn find(conn: &mut Connection, id: DossierId) -> AppResult<Dossier> {
    let found: (Head, Body, Step, Paid, Names) = dossiers::table
        .inner_join(subjects::table)
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(dossiers::unit_id)))
        .left_join(people::table.on(people::id.eq(dossiers::subject_id)))
        .left_join(movements::table.on(movements::id.nullable().eq(dossiers::movement_id)))
        .filter(dossiers::id.eq(id))
        .select((
            (
                dossiers::id,
                dossiers::year,
                dossiers::subject_id,
                dossiers::unit_id,
                dossiers::award_code,
                dossiers::kind,
                dossiers::registration_id,
                dossiers::state,
                dossiers::held_from,
                dossiers::version,
            ),
            (
                dossiers::achievement,
                dossiers::on_behalf,
                dossiers::filed_on,
                dossiers::received_on,
                dossiers::reason,
                dossiers::mend_field,
            ),
            (dossiers::created_by, dossiers::moved_by, dossiers::holder_id, dossiers::since, dossiers::due_on),
            (
                dossiers::paid_on,
                dossiers::paid_amount,
                dossiers::publicity_closed_on,
                dossiers::movement_id,
                movements::name.nullable(),
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
    let only_secretary = account::ops::only_secretary(conn)?.map(SubjectId::from);
    Ok(dossier_of(found, only_secretary))
}

fn dossier_of((head, body, step, paid, names): (Head, Body, Step, Paid, Names), only: Option<SubjectId>) -> Dossier {
    let (id, year, subject, unit, award, kind, registration, state, held_from, version) = head;
    let (achievement, on_behalf, filed_on, received_on, reason, mend_field) = body;
    let (created_by, moved_by, holder, since, due_on) = step;
    let (subject_code, subject_name, subject_kind, unit_name, position) = names;
    let facts = DossierFacts {
        subject,
        collective: (subject_kind == SubjectKind::Unit).then_some(UnitId(subject.0)),
        unit,
        state,
        created_by,
        moved_by,
        is_only_secretariat: only == Some(subject),
    };
    Dossier {
        id,
        facts,
        year,
        award,
        kind,
        registration,
        held_from,
        version,
        subject_code,
        subject_name,
        subject_kind,
        unit_name,
        position: position.unwrap_or_default(),
        achievement,
        on_behalf,
        filed_on,
        received_on,
        reason,
        mend_field,
        holder,
        since,
        due_on,
        paid_on: paid.0,
        paid_amount: paid.1,
        publicity_closed_on: paid.2,
        movement: paid.3,
        movement_name: paid.4.unwrap_or_default(),
    }
}

/// The live dossier of a subject for an award of a year, if there is one.
pub fn live_of(
    conn: &mut Connection,
    year: Year,
    subject: SubjectId,
    award: AwardCode,
) -> AppResult<Option<DossierId>> {
    Ok(dossiers::table
        .filter(dossiers::year.eq(year))
        .filter(dossiers::subject_id.eq(subject))
        .filter(dossiers::award_code.eq(award))
        .filter(dossiers::kind.eq(Kind::Merit))
        .filter(dossiers::state.ne_all(DEAD))
        .select(dossiers::id)
        .first(conn)
        .optional()?)
}

/// States in which another may be proposed in its place.
const DEAD: [State; 3] = [State::Withdrawn, State::Rejected, State::Revoked];

/// The live dossier that was made from a registration.
pub fn live_of_registration(conn: &mut Connection, id: RegistrationId) -> AppResult<Option<DossierId>> {
    Ok(dossiers::table
        .filter(dossiers::registration_id.eq(id))
        .filter(dossiers::state.ne_all(DEAD))
        .select(dossiers::id)
        .first(conn)
        .optional()?)
}

pub fn insert(tx: &mut Tx, new: &Proposal, subject: &Subject, on_behalf: bool) -> QueryResult<DossierId> {
    diesel::insert_into(dossiers::table)
        .values((
            dossiers::year.eq(new.year),
            dossiers::subject_id.eq(subject.id),
            dossiers::unit_id.eq(subject.unit),
            dossiers::award_code.eq(new.award),
            dossiers::kind.eq(new.kind),
            dossiers::movement_id.eq(new.movement),
            dossiers::registration_id.eq(new.registration),
            dossiers::state.eq(State::Draft),
            dossiers::version.eq(1),
            dossiers::achievement.eq(&new.achievement),
            dossiers::on_behalf.eq(on_behalf),
            dossiers::reason.eq(""),
            dossiers::mend_field.eq(""),
            dossiers::created_by.eq(tx.actor.account),
            dossiers::moved_by.eq(tx.actor.account),
            dossiers::since.eq(tx.now.naive_utc()),
            dossiers::sort_key.eq(&subject.sort_key),
        ))
        .returning(dossiers::id)
        .get_result(tx.conn)
}

pub fn update(tx: &mut Tx, seen: Seen, new: &Proposal) -> QueryResult<usize> {
    diesel::update(dossiers::table.find(seen.id).filter(dossiers::version.eq(seen.version)))
        .set((
            dossiers::award_code.eq(new.award),
            dossiers::kind.eq(new.kind),
            dossiers::movement_id.eq(new.movement),
            dossiers::achievement.eq(&new.achievement),
            dossiers::version.eq(dossiers::version + 1),
        ))
        .execute(tx.conn)
}

/// Whoever reads it now reads something else.
pub fn raise_version(conn: &mut Connection, id: DossierId) -> AppResult<()> {
    diesel::update(dossiers::table.find(id)).set(dossiers::version.eq(dossiers::version + 1)).execute(conn)?;
    Ok(())
}

/// What a step leaves on the dossier beside its state.
#[derive(Debug, Clone, Copy, Default)]
pub struct Left<'a> {
    pub reason: &'a str,
    pub mend_field: &'a str,
    pub due_on: Option<NaiveDate>,
    pub held_from: Option<State>,
}

/// False when somebody else was quicker.
pub fn save_move(tx: &mut Tx, seen: Seen, moved: Move, left: Left) -> AppResult<bool> {
    let rows = diesel::update(
        dossiers::table
            .find(seen.id)
            .filter(dossiers::state.eq(moved.from()))
            .filter(dossiers::version.eq(seen.version)),
    )
    .set((
        dossiers::state.eq(moved.to()),
        dossiers::held_from.eq(left.held_from),
        dossiers::version.eq(dossiers::version + 1),
        dossiers::reason.eq(left.reason),
        dossiers::mend_field.eq(left.mend_field),
        dossiers::moved_by.eq(tx.actor.account),
        dossiers::since.eq(tx.now.naive_utc()),
        dossiers::due_on.eq(left.due_on),
    ))
    .execute(tx.conn)?;
    Ok(rows == 1)
}

/// The day of filing, and the unit of that day.
pub fn set_filed(tx: &mut Tx, id: DossierId, unit: UnitId) -> AppResult<()> {
    diesel::update(dossiers::table.find(id))
        .set((dossiers::filed_on.eq(tx.today), dossiers::unit_id.eq(unit)))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_received_on(conn: &mut Connection, id: DossierId, day: NaiveDate) -> AppResult<()> {
    diesel::update(dossiers::table.find(id)).set(dossiers::received_on.eq(day)).execute(conn)?;
    Ok(())
}

pub fn set_publicity_closed(conn: &mut Connection, id: DossierId, day: NaiveDate) -> AppResult<()> {
    diesel::update(dossiers::table.find(id)).set(dossiers::publicity_closed_on.eq(day)).execute(conn)?;
    Ok(())
}

pub fn set_holder(conn: &mut Connection, id: DossierId, holder: AccountId) -> AppResult<()> {
    diesel::update(dossiers::table.find(id)).set(dossiers::holder_id.eq(holder)).execute(conn)?;
    Ok(())
}

pub fn set_award(conn: &mut Connection, id: DossierId, award: AwardCode) -> QueryResult<usize> {
    diesel::update(dossiers::table.find(id)).set(dossiers::award_code.eq(award)).execute(conn)
}

pub fn set_paid(conn: &mut Connection, id: DossierId, on: NaiveDate, amount: i64) -> AppResult<()> {
    diesel::update(dossiers::table.find(id))
        .set((dossiers::paid_on.eq(on), dossiers::paid_amount.eq(amount)))
        .execute(conn)?;
    Ok(())
}

pub fn set_paid_amount(conn: &mut Connection, id: DossierId, amount: i64) -> AppResult<()> {
    diesel::update(dossiers::table.find(id)).set(dossiers::paid_amount.eq(amount)).execute(conn)?;
    Ok(())
}

/// A line of the record: a step, or what else was done with it.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    pub event: EventKind,
    pub from: State,
    pub to: State,
    pub award_before: AwardCode,
    pub award_after: AwardCode,
    pub changes_list: bool,
    pub reason: &'a str,
    pub due_on: Option<NaiveDate>,
}

/// The first line of every record.
pub fn record_draft(tx: &mut Tx, id: DossierId, new: &Proposal, note: &str) -> AppResult<()> {
    let line = Record {
        event: EventKind::DossierDrafted,
        from: State::Draft,
        to: State::Draft,
        award_before: new.award,
        award_after: new.award,
        changes_list: false,
        reason: note,
        due_on: None,
    };
    record(tx, id, new.year, &line)
}

pub fn record(tx: &mut Tx, id: DossierId, year: Year, line: &Record) -> AppResult<()> {
    diesel::insert_into(dossier_moves::table)
        .values((
            dossier_moves::dossier_id.eq(id),
            dossier_moves::year.eq(year),
            dossier_moves::at.eq(tx.now.naive_utc()),
            dossier_moves::account_id.eq(tx.actor.account),
            dossier_moves::actor_name.eq(&tx.actor.full_name),
            dossier_moves::on_behalf_of.eq(&tx.on_behalf_of),
            dossier_moves::event.eq(line.event),
            dossier_moves::from_state.eq(line.from),
            dossier_moves::to_state.eq(line.to),
            dossier_moves::award_before.eq(line.award_before),
            dossier_moves::award_after.eq(line.award_after),
            dossier_moves::changes_list.eq(line.changes_list),
            dossier_moves::reason.eq(line.reason),
            dossier_moves::due_on.eq(line.due_on),
        ))
        .execute(tx.conn)?;
    Ok(())
}
