//! The verbs of requests for correction.

use super::corrections;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::CorrectionRequestId;
use crate::domain::notice::Audience;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::notices;
use crate::policy::{self, Act};

/// More would not be answered sooner.
const MOST_OPEN: i64 = 5;

/// Asks that something stored of oneself is corrected; the secretariat is told.
///
/// # Errors
/// At `words` while several others still wait.
pub fn ask(tx: &mut Tx, words: &str) -> AppResult<CorrectionRequestId> {
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    if corrections::open_of(tx.conn, account)? >= MOST_OPEN {
        let message = format!("Đã có {MOST_OPEN} đề nghị đang chờ. Đợi trả lời rồi gửi tiếp.");
        return Err(FieldErrors::one("words", message).into());
    }
    let id = corrections::insert(tx, account, words)?;
    let told = format!("{} đề nghị sửa dữ liệu cá nhân.", tx.actor.full_name);
    notices::ops::tell(tx, Audience::Role(Role::Secretariat), told, Object::CorrectionRequest(id))?;
    tx.audit(Event::new(EventKind::CorrectionAskedFor, Object::CorrectionRequest(id)).because(words)).map(|()| id)
}

/// Says what was corrected, or why not; whoever asked is told.
pub fn answer(tx: &mut Tx, id: CorrectionRequestId, words: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::AnswerCorrections)?;
    let request = corrections::find(tx.conn, id)?;
    if !corrections::answer(tx, id, tx.actor.account, words)? {
        return Err(AppError::Illegal);
    }
    if let Some(person) = request.person {
        let told = "Đề nghị sửa dữ liệu cá nhân của đồng chí đã có trả lời.";
        notices::ops::tell(tx, Audience::Person(person), told, Object::CorrectionRequest(id))?;
    }
    tx.audit(Event::new(EventKind::CorrectionAnswered, Object::CorrectionRequest(id)).because(words))
}
