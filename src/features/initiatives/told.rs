//! What the authors of an initiative are told.

use super::author_store::Author;
use super::store::Initiative;
use crate::db::Tx;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::PersonId;
use crate::domain::notice::Audience;
use crate::domain::role::Role;
use crate::error::AppResult;
use crate::features::notices;
use crate::features::notices::ops::Notice;

/// That it came back, was recognised or was not; nothing of the steps in between.
pub fn of_step(tx: &mut Tx, it: &Initiative, step: EventKind) -> AppResult<()> {
    let outcome = match step {
        EventKind::InitiativeReturned => "được trả lại để sửa",
        EventKind::InitiativeRecognised => "đã được công nhận",
        EventKind::InitiativeRejected => "không được công nhận",
        _ => return Ok(()),
    };
    all_authors(tx, it, outcome)
}

/// What became of it, completing "Sáng kiến … của đồng chí".
pub fn all_authors(tx: &mut Tx, it: &Initiative, outcome: &str) -> AppResult<()> {
    let words = format!("Sáng kiến {} của đồng chí {outcome}.", it.code);
    tell_authors(tx, it, &words, None)
}

/// Asks co-authors for their word; for those without an account the secretariat takes it on paper.
pub fn to_confirm(tx: &mut Tx, it: &Initiative, asked: &[&Author]) -> AppResult<()> {
    let object = Object::Initiative(it.id);
    let words = format!("Sáng kiến {} chờ đồng chí xác nhận là đồng tác giả.", it.code);
    let notice = |author: &Author| Notice { audience: Audience::Person(author.person), words: words.clone(), object };
    let (can_answer, cannot): (Vec<&Author>, Vec<&Author>) = asked.iter().partition(|author| author.has_account);
    let mut all: Vec<Notice> = can_answer.into_iter().map(notice).collect();
    if !cannot.is_empty() {
        let words = format!("Sáng kiến {} có đồng tác giả không có tài khoản, cần ghi xác nhận bằng giấy.", it.code);
        all.push(Notice { audience: Audience::Role(Role::Secretariat), words, object });
    }
    notices::ops::tell_all(tx, &all)
}

pub fn refused(tx: &mut Tx, it: &Initiative, by: PersonId) -> AppResult<()> {
    let words = format!("Một đồng tác giả không đồng ý đứng tên sáng kiến {}. Mở sáng kiến để xem lý do.", it.code);
    tell_authors(tx, it, &words, Some(by))
}

pub fn all_confirmed(tx: &mut Tx, it: &Initiative) -> AppResult<()> {
    let words = format!("Các tác giả đã xác nhận đủ sáng kiến {}. Kiểm tra rồi gửi sáng kiến.", it.code);
    tell_authors(tx, it, &words, None)
}

fn tell_authors(tx: &mut Tx, it: &Initiative, words: &str, but: Option<PersonId>) -> AppResult<()> {
    let of = |author: &PersonId| Notice {
        audience: Audience::Person(*author),
        words: words.to_owned(),
        object: Object::Initiative(it.id),
    };
    let all: Vec<Notice> = it.facts.authors.iter().filter(|author| Some(**author) != but).map(of).collect();
    notices::ops::tell_all(tx, &all)
}
