//! Reads of the inbox.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::dossier;
use crate::domain::ids::*;
use crate::domain::initiative;
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::registration::State;
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::policy::{self, Actor};
use crate::schema::{dossiers, emulation_years, initiative_authors, initiatives, key_dates, registrations, subjects};

/// A registration of the user's, or of the collective he heads.
#[derive(Queryable)]
pub struct Sent {
    pub id: RegistrationId,
    pub year: Year,
    pub name: String,
    pub award: AwardCode,
    pub state: State,
    pub since: NaiveDateTime,
    pub due_on: Option<NaiveDate>,
}

/// A dossier of the user's, or of the collective he heads.
#[derive(Queryable)]
pub struct SentDossier {
    pub id: DossierId,
    pub year: Year,
    pub name: String,
    pub award: AwardCode,
    pub state: dossier::State,
    pub since: NaiveDateTime,
    pub due_on: Option<NaiveDate>,
}

const RESULTS: [dossier::State; 3] = [dossier::State::Decided, dossier::State::Paid, dossier::State::Rejected];

impl SentDossier {
    /// Nobody is waited for any more.
    pub fn is_result(&self) -> bool {
        RESULTS.contains(&self.state)
    }
}

/// Those that lie with somebody else, and those decided since a week.
pub fn sent_dossiers(conn: &mut Connection, actor: &Actor, now: NaiveDateTime) -> AppResult<Vec<SentDossier>> {
    use dossier::State::*;
    let waiting = dossiers::state.eq_any([
        Filed,
        UnitReviewed,
        Verified,
        CouncilVoted,
        Published,
        Escalated,
        HigherDecided,
        OnHold,
    ]);
    let decided = dossiers::state.eq_any(RESULTS).and(dossiers::since.gt(now - Duration::days(7)));
    Ok(dossiers::table
        .inner_join(subjects::table)
        .filter(dossiers::subject_id.eq_any(policy::own_subjects(actor)))
        .filter(waiting.or(decided))
        .order(dossiers::since.desc())
        .limit(20)
        .select((
            dossiers::id,
            dossiers::year,
            subjects::name,
            dossiers::award_code,
            dossiers::state,
            dossiers::since,
            dossiers::due_on,
        ))
        .load(conn)?)
}

/// Those that lie with somebody else, and those decided since a week.
pub fn sent(conn: &mut Connection, actor: &Actor, now: NaiveDateTime) -> AppResult<(Vec<Sent>, Vec<Sent>)> {
    let own = policy::own_subjects(actor);
    let of = |states: &'static [State]| {
        registrations::table
            .inner_join(subjects::table)
            .filter(registrations::subject_id.eq_any(own))
            .filter(registrations::state.eq_any(states))
            .order(registrations::since.desc())
            .limit(20)
            .select((
                registrations::id,
                registrations::year,
                subjects::name,
                registrations::award_code,
                registrations::state,
                registrations::since,
                registrations::due_on,
            ))
    };
    const WAITING: &[State] = &[State::Filed, State::UnitReviewed, State::Accepted, State::Escalated];
    const DECIDED: &[State] = &[State::Awarded, State::NotAwarded, State::Rejected];
    Ok((of(WAITING).load(conn)?, of(DECIDED).filter(registrations::since.gt(now - Duration::days(7))).load(conn)?))
}

/// An initiative of the user's that lies with somebody else, or was decided since a week.
#[derive(Queryable)]
pub struct SentInitiative {
    pub code: String,
    pub title: String,
    pub state: initiative::State,
    pub since: NaiveDateTime,
}

pub fn sent_initiatives(conn: &mut Connection, actor: &Actor, now: NaiveDateTime) -> AppResult<Vec<SentInitiative>> {
    use initiative::State::*;
    let Some(person) = actor.person else {
        return Ok(Vec::new());
    };
    let waiting = initiatives::state.eq_any([Filed, UnitReviewed, UnderReview]);
    let decided = initiatives::state.eq_any([Recognised, Rejected]).and(initiatives::since.gt(now - Duration::days(7)));
    Ok(initiatives::table
        .inner_join(initiative_authors::table)
        .filter(initiative_authors::person_id.eq(person))
        .filter(waiting.or(decided))
        .order(initiatives::since.desc())
        .limit(20)
        .select((initiatives::code, initiatives::title, initiatives::state, initiatives::since))
        .load(conn)?)
}

/// The dates of a year with their words, in order.
pub fn dates(conn: &mut Connection, year: Year) -> AppResult<Vec<(NaiveDate, String)>> {
    let due: Option<NaiveDate> =
        emulation_years::table.find(year).select(emulation_years::registration_due_on).first(conn).optional()?;
    let others: Vec<(String, NaiveDate)> = key_dates::table
        .filter(key_dates::year.eq(year))
        .select((key_dates::deadline_code, key_dates::due_on))
        .load(conn)?;
    let mut dates: Vec<(NaiveDate, String)> =
        due.map(|due| (due, "Hạn đăng ký thi đua".to_owned())).into_iter().collect();
    for (code, due) in others {
        if let Some(deadline) = catalogue().deadline(&code) {
            dates.push((due, deadline.text.clone()));
        }
    }
    dates.sort();
    Ok(dates)
}
