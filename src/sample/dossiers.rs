//! Dossiers: last year's orders that went up in January, and those of the running year, which stand at every step
//! but the last.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::actors::{self, Colleague};
use super::council_meetings;
use super::plan::{self, Dossier, Stage};
use super::{LAST, RUNNING, day, move_to};
use crate::db::{Db, Tx};
use crate::domain::dossier::State;
use crate::domain::dossier::report::Section;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::publicity::Outcome;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::dossiers::ops::{self, Proposal, Return, Seen};
use crate::features::publicity::ops::{Answer, NewObjection, SeenObjection};
use crate::features::{escalations, publicity, registrations, units};
use crate::policy::Actor;
use crate::web::history;

/// Who acts on dossiers.
struct Actors {
    staff: Vec<Colleague>,
    heads: BTreeMap<UnitId, Actor>,
    secretariat: Actor,
}

/// A round of dossiers: of which year, and when each step is taken.
struct Round {
    year: Year,
    planned: &'static [Dossier],
    proposed_on: NaiveDate,
    agreed_on: NaiveDate,
    verified_on: NaiveDate,
    voted_on: NaiveDate,
    minutes_no: &'static str,
    escalated_on: NaiveDate,
    proposal_no: &'static str,
}

/// The orders of last year: that year stays open until the higher level has answered.
pub fn of_last_year(db: &mut Db) -> AppResult<()> {
    let round = Round {
        year: LAST,
        planned: plan::ORDERS_OF_LAST_YEAR,
        proposed_on: day(1, 3),
        agreed_on: day(1, 6),
        verified_on: day(1, 7),
        voted_on: day(1, 9),
        minutes_no: "01/BB-HĐTĐKT",
        escalated_on: day(1, 10),
        proposal_no: "06",
    };
    round.pass(db)
}

/// Those of the running year.
pub fn of_summer(db: &mut Db) -> AppResult<()> {
    let round = Round {
        year: RUNNING,
        planned: plan::DOSSIERS,
        proposed_on: day(7, 4),
        agreed_on: day(7, 5),
        verified_on: day(7, 7),
        voted_on: day(7, 7),
        minutes_no: "03/BB-HĐTĐKT",
        escalated_on: day(7, 8),
        proposal_no: "41",
    };
    round.pass(db)
}

impl Round {
    fn pass(&self, db: &mut Db) -> AppResult<()> {
        let actors = db.read_now(|conn| {
            let (staff, heads) = (actors::staff(conn)?, actors::heads(conn)?);
            Ok(Actors { staff, heads, secretariat: actors::with_account(conn, actors::SECRETARIAT)? })
        })?;
        move_to(db, self.proposed_on);
        let mut made = Vec::with_capacity(self.planned.len());
        for planned in self.planned {
            made.push((planned.reached, self.propose(db, &actors, planned)?));
        }
        move_to(db, self.agreed_on);
        for (reached, id) in &made {
            actors.review(db, *id, *reached)?;
        }
        move_to(db, self.verified_on);
        for (reached, id) in &made {
            actors.verify(db, *id, *reached)?;
        }
        move_to(db, self.voted_on);
        self.vote(db, &actors, &made)?;
        move_to(db, self.escalated_on);
        self.send_up(db, &actors, &made)?;
        self.show(db, &actors, &made)
    }

    /// One proposal to the province for all that it grants or sends on.
    fn send_up(&self, db: &Db, actors: &Actors, made: &[(Stage, DossierId)]) -> AppResult<()> {
        let sent = made.iter().filter(|(reached, _)| *reached == Stage::Escalated);
        let new = escalations::ops::Draft {
            year: self.year,
            recipient: plan::HIGHER_LEVEL.to_owned(),
            summary: plan::HOW_REVIEWED.to_owned(),
            lines: sent.map(|(_, id)| *id).collect(),
        };
        db.write_now(&actors.secretariat, |tx| {
            let id = escalations::ops::draft(tx, &new)?;
            let version = history::version(tx.conn, Object::Escalation(id))?;
            let seen = escalations::ops::Seen { id, version };
            escalations::ops::submit(tx, seen, self.proposal_no, tx.today)
        })
    }

    /// What the council has passed and no proposal holds is shown to all.
    fn show(&self, db: &mut Db, actors: &Actors, made: &[(Stage, DossierId)]) -> AppResult<()> {
        let shown: Vec<_> = made.iter().filter(|(reached, _)| *reached == Stage::Shown).collect();
        if shown.is_empty() {
            return Ok(());
        }
        db.write_now(&actors.secretariat, |tx| {
            let mut dossiers = Vec::with_capacity(shown.len());
            for (_, id) in &shown {
                dossiers.push(ops::find(tx.conn, *id)?.seen());
            }
            let place = plan::NOTICE_BOARD.to_owned();
            let new = publicity::ops::Opening { year: self.year, working_days: plan::SHOWN_DAYS, place, dossiers };
            publicity::ops::open(tx, &new).map(|_| ())
        })?;
        let [answered, open] = plan::OBJECTIONS;
        let about = |nth: usize| shown.get(nth).map_or(DossierId(0), |(_, id)| *id);
        object(db, about(0), &answered)?;
        object(db, about(1), &open)?;
        move_to(db, plan::ANSWERED_ON);
        db.write_now(&actors.secretariat, |tx| {
            let id = ObjectionId(1);
            let seen = SeenObjection { id, version: history::version(tx.conn, Object::Objection(id))? };
            let words = plan::ANSWER.to_owned();
            publicity::ops::answer(tx, seen, &Answer { outcome: Outcome::Dismissed, words })
        })
    }

    /// Written by whom it is about, or by the head for his collective, and sent in unless it stays a draft.
    fn propose(&self, db: &Db, actors: &Actors, planned: &Dossier) -> AppResult<DossierId> {
        let by = db.read_now(|conn| match units::ops::by_code(conn, planned.subject)? {
            Some(unit) => actors.heads.get(&unit).cloned().ok_or(AppError::NotFound),
            None => {
                let own = actors.staff.iter().find(|colleague| colleague.code == planned.subject);
                own.ok_or(AppError::NotFound)?.actor(conn)
            }
        })?;
        let award = AwardCode::from_code(planned.award).ok_or(AppError::NotFound)?;
        db.write_now(&by, |tx| {
            let new = Proposal {
                year: self.year,
                subject_code: planned.subject.to_owned(),
                award,
                kind: planned.kind,
                movement: None,
                registration: self.registration_of(tx, planned.subject, award)?,
                achievement: planned.achievement.to_owned(),
            };
            let id = ops::propose(tx, &new)?;
            write_report(tx, id, planned)?;
            match planned.reached {
                Stage::Draft => return Ok(id),
                _ => now(tx, id, ops::file)?,
            }
            if planned.reached == Stage::Withdrawn {
                now(tx, id, ops::withdraw)?;
            }
            Ok(id)
        })
    }

    /// The registration that the dossier comes of, where there is an accepted one.
    fn registration_of(&self, tx: &mut Tx, subject: &str, award: AwardCode) -> AppResult<Option<RegistrationId>> {
        let Some(subject) = registrations::ops::subject_by_code(tx.conn, subject)? else { return Ok(None) };
        registrations::ops::accepted_of(tx.conn, self.year, subject, award)
    }

    /// A meeting wholly on paper: everybody votes for everybody, but for one voice against every other line.
    fn vote(&self, db: &Db, actors: &Actors, made: &[(Stage, DossierId)]) -> AppResult<()> {
        let put_to_vote =
            made.iter().filter(|(reached, _)| matches!(reached, Stage::Passed | Stage::Shown | Stage::Escalated));
        let lines: Vec<DossierId> = put_to_vote.map(|(_, id)| *id).collect();
        council_meetings::vote_on_paper(db, &actors.secretariat, self.year, self.voted_on, &lines, self.minutes_no)
    }
}

impl Actors {
    /// The unit answers what lies with it.
    fn review(&self, db: &Db, id: DossierId, reached: Stage) -> AppResult<()> {
        let found = db.read_now(|conn| ops::find(conn, id))?;
        if found.facts.state != State::Filed || reached == Stage::Filed {
            return Ok(());
        }
        let head = self.heads.get(&found.facts.unit).ok_or(AppError::NotFound)?;
        if reached == Stage::Returned {
            let back = Return { reason: plan::DOSSIER_RETURNED_BECAUSE.to_owned(), mend: None, due_on: None };
            return step(db, head, id, |tx, seen| ops::return_for_changes(tx, seen, &back));
        }
        step(db, head, id, ops::agree)
    }

    /// The secretariat answers what the units have agreed to.
    fn verify(&self, db: &Db, id: DossierId, reached: Stage) -> AppResult<()> {
        let by = &self.secretariat;
        match reached {
            Stage::Verified | Stage::Passed | Stage::Shown | Stage::Escalated => step(db, by, id, ops::verify),
            Stage::OnHold => step(db, by, id, |tx, seen| ops::hold(tx, seen, plan::HELD_BECAUSE)),
            Stage::Rejected => step(db, by, id, |tx, seen| ops::reject(tx, seen, plan::DOSSIER_REJECTED_BECAUSE)),
            _ => Ok(()),
        }
    }
}

/// Somebody has something to say against a line of the list that is shown.
fn object(db: &Db, dossier: DossierId, (username, content): &(&str, &str)) -> AppResult<()> {
    let by = db.read_now(|conn| actors::with_account(conn, username))?;
    let new = NewObjection { period: PublicityId(1), dossier, content: (*content).to_owned() };
    db.write_now(&by, |tx| publicity::ops::raise(tx, &new).map(|_| ()))
}

fn write_report(tx: &mut Tx, id: DossierId, planned: &Dossier) -> AppResult<()> {
    let kind = ops::find(tx.conn, id)?.subject_kind;
    // A draft is half written.
    let most = if planned.reached == Stage::Draft { 2 } else { usize::MAX };
    for section in Section::of(kind).iter().take(most) {
        now(tx, id, |tx, seen| ops::write_section(tx, seen, *section, content_of(*section, kind, planned), true))?;
    }
    Ok(())
}

fn content_of(section: Section, kind: SubjectKind, planned: &Dossier) -> &'static str {
    match section {
        Section::Achievements | Section::Results => planned.report,
        _ if kind == SubjectKind::Unit => plan::COLLECTIVE_REPORT,
        _ => plan::PERSONAL_REPORT,
    }
}

/// Takes a step as somebody.
fn step(db: &Db, by: &Actor, id: DossierId, verb: impl FnOnce(&mut Tx, Seen) -> AppResult<()>) -> AppResult<()> {
    db.write_now(by, |tx| now(tx, id, verb))
}

/// Takes a step on the dossier as it is now.
fn now(tx: &mut Tx, id: DossierId, verb: impl FnOnce(&mut Tx, Seen) -> AppResult<()>) -> AppResult<()> {
    let seen = ops::find(tx.conn, id)?.seen();
    verb(tx, seen)
}
