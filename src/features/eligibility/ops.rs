//! Asking the engine, keeping its answers, and recording what only people can judge.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::store;
use crate::db::{Connection, Tx};
use crate::domain::eligibility::{Assessment, Context, NoRule, Question, Record, assess};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, ClauseType, CommendationKind, catalogue};
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::{laws, regulations, years};
use crate::policy::{self, Act};
use crate::schema::emulation_years;
use crate::web::paging::address;

pub use super::criteria::{Basis, Criteria, Criterion};
pub use super::load::{Loaded, Whom, load};
pub use super::quota::{Room, cap_words, counted_titles, room};
pub use super::services::{Grant, Served, served};
pub use super::store::Kept;

/// Where one subject's criteria stand; with a year and an award, of these.
pub fn address_of(kind: SubjectKind, code: &str, asked: Option<(&str, &str)>) -> String {
    let folder = match kind {
        SubjectKind::Person => "people",
        SubjectKind::Unit => "units",
    };
    let path = format!("/{folder}/{code}/eligibility");
    asked.map_or_else(|| path.clone(), |(year, award)| address(&path, &[("year", year), ("award", award)]))
}

/// What an assessment is kept with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessed {
    Registration(RegistrationId),
    Dossier(DossierId),
}

/// Who is proposed for what.
#[derive(Debug, Clone, Copy)]
pub struct Proposal {
    pub subject: SubjectId,
    pub kind: SubjectKind,
    pub award: AwardCode,
    pub year: Year,
    pub declared: CommendationKind,
}

impl Proposal {
    fn whom(&self) -> Whom {
        match self.kind {
            SubjectKind::Person => Whom::Person(PersonId(self.subject.0)),
            SubjectKind::Unit => Whom::Unit(UnitId(self.subject.0)),
        }
    }

    fn question(&self, received: Option<NaiveDate>) -> Question {
        Question { award: self.award, year: self.year, received, declared: self.declared }
    }
}

/// The law, what the secretariat confirmed of it, local regulation, and the last days to register.
pub fn context(conn: &mut Connection, today: NaiveDate) -> AppResult<Context> {
    let context =
        Context::new(catalogue(), today, laws::ops::confirmations(conn)?, regulations::ops::local_rules(conn)?);
    let dues: Vec<(Year, NaiveDate)> =
        emulation_years::table.select((emulation_years::year, emulation_years::registration_due_on)).load(conn)?;
    Ok(dues.into_iter().fold(context, |context, (year, due)| context.registration_due(year, due)))
}

/// The days on which the proposals of a year reached the secretariat.
#[derive(Debug)]
pub struct Receipts {
    year: Year,
    today: NaiveDate,
    known: HashMap<(SubjectId, AwardCode), NaiveDate>,
}

impl Receipts {
    /// Those of one subject, or of all.
    pub fn of(conn: &mut Connection, year: Year, subject: Option<SubjectId>, today: NaiveDate) -> AppResult<Self> {
        Ok(Self { year, today, known: store::received_days(conn, year, subject)? })
    }

    /// Whether the day is on record, not taken for want of one.
    pub fn is_known(&self, subject: SubjectId, award: AwardCode) -> bool {
        self.known.contains_key(&(subject, award))
    }

    /// The question about one subject: by the day its proposal was received; a finished year without one by
    /// its last day; a running year as of today, which is a preview.
    pub fn question(&self, subject: SubjectId, award: AwardCode) -> Question {
        let ended = (self.year.end() < self.today).then(|| self.year.end());
        match self.known.get(&(subject, award)).copied().or(ended) {
            Some(day) => Question::received(award, self.year, day),
            None => Question::preview(award, self.year),
        }
    }
}

/// What is found on one proposal of which no assessment was kept: by the rules of [`Receipts::question`].
pub fn current(conn: &mut Connection, proposal: &Proposal, today: NaiveDate) -> AppResult<Result<Criteria, NoRule>> {
    let receipts = Receipts::of(conn, proposal.year, Some(proposal.subject), today)?;
    let received = receipts.question(proposal.subject, proposal.award).received;
    let is_known = receipts.is_known(proposal.subject, proposal.award);
    Ok(assess_as_of(conn, proposal, received, today)?.map(|it| Criteria::of(&it, is_known)))
}

fn assess_as_of(
    conn: &mut Connection,
    proposal: &Proposal,
    received: Option<NaiveDate>,
    today: NaiveDate,
) -> AppResult<Result<Assessment, NoRule>> {
    let context = context(conn, today)?;
    let loaded = load(conn, proposal.whom(), proposal.year, today)?.pop().ok_or(AppError::NotFound)?;
    Ok(assess(&proposal.question(received), &loaded.facts, &context))
}

/// Keeps the assessment of a proposal that reached the secretariat on a day. Called in the transaction of the
/// step, which has asked the policy and writes the history. Where the law has no rule nothing is kept.
pub fn keep(tx: &mut Tx, of: Assessed, proposal: &Proposal, received_on: NaiveDate, reason: &str) -> AppResult<()> {
    let today = tx.today;
    let Ok(assessment) = assess_as_of(tx.conn, proposal, Some(received_on), today)? else {
        return Ok(());
    };
    let code = store::code_of(tx.conn, proposal.subject)?;
    store::insert_assessment(tx, of, received_on, &assessment.record(&code), reason)
}

/// The assessment that counts for something, if one was kept.
pub fn kept(conn: &mut Connection, of: Assessed) -> AppResult<Option<Kept>> {
    store::kept(conn, of)
}

/// The same for many dossiers at once.
pub fn kept_of(conn: &mut Connection, dossiers: &[DossierId]) -> AppResult<HashMap<DossierId, Kept>> {
    store::kept_of(conn, dossiers)
}

/// What somebody found on a criterion that no register can tell.
#[derive(Debug, Clone)]
pub struct Judging {
    pub subject: SubjectId,
    pub award: AwardCode,
    pub year: Year,
    pub clause: ClauseType,
    pub met: bool,
    pub note: String,
}

/// Records what the secretariat found; a new answer takes the place of the old one.
pub fn judge(tx: &mut Tx, judging: &Judging) -> AppResult<()> {
    policy::must(tx.actor, Act::JudgeCriterion(judging.subject))?;
    years::ops::must_exist(tx.conn, judging.year)?;
    years::ops::must_not_be_ended(tx.conn, judging.year, "met")?;
    let before = store::save_judgement(tx, judging)?;
    let object = store::object(judging.subject, store::kind_of(tx.conn, judging.subject)?);
    let said = |met: bool| if met { "Đạt" } else { "Chưa đạt" };
    let what = format!(
        "{}, {} năm {}. {}",
        judging.clause.word(),
        judging.award.award().name_on(judging.year.end()),
        judging.year,
        judging.note
    );
    tx.audit(Event::new(EventKind::CriterionJudged, object).because(what.trim()).changed(
        "met",
        before.map(said).unwrap_or_default(),
        said(judging.met),
    ))
}

/// Notes another day of receipt, and assesses anew under the rules of that day; called by that step, which has asked the
/// policy.
pub fn mend_receipt(
    tx: &mut Tx,
    of: Assessed,
    proposal: &Proposal,
    received_on: NaiveDate,
    reason: &str,
) -> AppResult<()> {
    let before = kept(tx.conn, of)?.map(|it| it.received_on.to_string()).unwrap_or_default();
    keep(tx, of, proposal, received_on, reason)?;
    tx.audit(Event::new(EventKind::ReceiptMended, of.object()).because(reason).changed(
        "received_on",
        before,
        received_on,
    ))
}

impl Assessed {
    /// The thing in the history.
    pub const fn object(self) -> Object {
        match self {
            Self::Registration(id) => Object::Registration(id),
            Self::Dossier(id) => Object::Dossier(id),
        }
    }
}

/// An assessment as it was stored, read back.
pub(super) fn parse(record: &str) -> AppResult<Record> {
    serde_json::from_str(record).map_err(|error| AppError::Unexpected(error.into()))
}
