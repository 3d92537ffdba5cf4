//! Objections (kiến nghị) to a line of a list, and their answers.

use super::store::{self, Objection};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::dossier;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::publicity::{Outcome, State};
use crate::domain::role::Role;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{dossiers, notices};
use crate::policy::{self, Act, Actor};
use crate::web::history;

/// What somebody says against a line.
#[derive(Debug, Clone)]
pub struct NewObjection {
    pub period: PublicityId,
    pub dossier: DossierId,
    pub content: String,
}

/// The objection somebody has read, at the version he read.
#[derive(Debug, Clone, Copy)]
pub struct SeenObjection {
    pub id: ObjectionId,
    pub version: i64,
}

#[derive(Debug, Clone)]
pub struct Answer {
    pub outcome: Outcome,
    pub words: String,
}

/// Objects to a line while the list is shown.
///
/// # Errors
/// `Fields` at `content` after the last day.
pub fn raise(tx: &mut Tx, new: &NewObjection) -> AppResult<ObjectionId> {
    policy::must(tx.actor, Act::RaiseObjection)?;
    let author = tx.actor.account.ok_or(AppError::Denied)?;
    let period = store::find(tx.conn, new.period)?;
    if !store::has_line(tx.conn, new.period, new.dossier)? {
        return Err(AppError::NotFound);
    }
    if period.state != State::Open || tx.today > period.ends_on {
        let words = format!(
            "Đã hết hạn kiến nghị (hết ngày {}). Trao đổi trực tiếp với thường trực hội đồng.",
            format_date(period.ends_on)
        );
        return Err(FieldErrors::one("content", words).into());
    }
    let id = store::insert_objection(tx, new, author)?;
    let told = "Có kiến nghị mới về danh sách đang niêm yết.";
    notices::ops::tell(tx, Audience::Role(Role::Secretariat), told, Object::Publicity(new.period))?;
    tx.audit(Event::new(EventKind::ObjectionRaised, Object::Objection(id)))?;
    Ok(id)
}

/// Answers an objection. One that is upheld puts the dossier on hold, to be judged again.
///
/// # Errors
/// `Illegal` where it is answered already, `Denied` for one's own objection or one against oneself.
pub fn answer(tx: &mut Tx, seen: SeenObjection, answer: &Answer) -> AppResult<()> {
    let objection = find_seen(tx.conn, tx.actor, seen.id)?;
    policy::must(tx.actor, Act::AnswerObjection { author: objection.author, subject: objection.subject })?;
    history::must_be_at(tx.conn, Object::Objection(seen.id), seen.version)?;
    if objection.outcome.is_some() {
        return Err(AppError::Illegal);
    }
    store::save_answer(tx, seen.id, answer)?;
    let about = dossiers::ops::find(tx.conn, objection.dossier)?;
    if answer.outcome == Outcome::Upheld && about.facts.state == dossier::State::Published {
        let reason = format!("Kiến nghị khi niêm yết có cơ sở: {}", answer.words);
        dossiers::ops::mark_held(tx, objection.dossier, &reason)?;
    }
    if let Some(person) = objection.author_person {
        let told = format!("Kiến nghị của đồng chí về {} đã được trả lời.", objection.name);
        notices::ops::tell(tx, Audience::Person(person), told, Object::Publicity(objection.period))?;
    }
    tx.audit(Event::new(EventKind::ObjectionAnswered, Object::Objection(seen.id)).because(answer.outcome.word()))
}

/// The objection, if the actor may read it.
pub fn find_seen(conn: &mut Connection, actor: &Actor, id: ObjectionId) -> AppResult<Objection> {
    let objection = store::find_objection(conn, id)?;
    policy::must_see(actor, Act::SeeObjection { author: objection.author })?;
    Ok(objection)
}
