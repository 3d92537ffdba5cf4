//! The word of the co-authors: each confirms that the initiative is his too and his share right, before it is filed.
//! What is changed afterwards is confirmed afresh.

use super::author_store::{self, Author};
use super::form::author_field;
use super::ops::{Seen, find, find_seen};
use super::store::Initiative;
use super::told;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative::Answer;
use crate::error::{AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};

/// What leaves the application, and so its version, as it is.
pub(super) const WORDS_OF_AUTHORS: &[EventKind] = &[
    EventKind::AuthorsAsked,
    EventKind::AuthorshipConfirmed,
    EventKind::AuthorshipConfirmedOnPaper,
    EventKind::AuthorshipRefused,
];

/// Asks the co-authors who have not been asked, and reminds those who have not answered.
pub fn ask(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let it = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::EditInitiative(&it.facts))?;
    years::ops::must_not_be_ended(tx.conn, it.year, "title")?;
    let waited_for: Vec<&Author> =
        it.authors.iter().filter(|author| matches!(author.answer, None | Some(Answer::Asked))).collect();
    ask_these(tx, &it, &waited_for)
}

/// Asks those whom nobody has asked; an application that is complete goes to them at once.
pub(super) fn ask_the_unasked(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    let it = find(tx.conn, id)?;
    let unasked: Vec<&Author> = it.authors.iter().filter(|author| author.answer.is_none()).collect();
    if unasked.is_empty() { Ok(()) } else { ask_these(tx, &it, &unasked) }
}

fn ask_these(tx: &mut Tx, it: &Initiative, asked: &[&Author]) -> AppResult<()> {
    author_store::set_asked(tx, it.id)?;
    told::to_confirm(tx, it, asked)?;
    let names: Vec<&str> = asked.iter().map(|author| author.name.as_str()).collect();
    let event = Event::new(EventKind::AuthorsAsked, Object::Initiative(it.id));
    tx.audit(if names.is_empty() { event } else { event.because(format!("{}.", names.join(", "))) })
}

/// The actor confirms what he has read.
pub fn confirm(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let (it, person) = asked(tx, seen)?;
    author_store::set_answer(tx, it.id, person, Answer::Confirmed, "")?;
    tell_when_all_have(tx, it.id)?;
    tx.audit(Event::new(EventKind::AuthorshipConfirmed, Object::Initiative(it.id)))
}

/// The actor does not stand for it, and says why; it is not filed like this.
pub fn refuse(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    let (it, person) = asked(tx, seen)?;
    author_store::set_answer(tx, it.id, person, Answer::Refused, reason)?;
    told::refused(tx, &it, person)?;
    tx.audit(Event::new(EventKind::AuthorshipRefused, Object::Initiative(it.id)).because(reason))
}

fn asked(tx: &mut Tx, seen: Seen) -> AppResult<(Initiative, PersonId)> {
    let it = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::AnswerAuthorship(&it.facts))?;
    years::ops::must_not_be_ended(tx.conn, it.year, "note")?;
    let person = tx.actor.person.ok_or(crate::error::AppError::Denied)?;
    Ok((it, person))
}

/// The secretariat records that a co-author has signed on paper, and which paper that is.
pub fn confirm_on_paper(tx: &mut Tx, seen: Seen, author_code: &str, paper: &str) -> AppResult<()> {
    let it = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::RecordPaperConfirmation(&it.facts))?;
    years::ops::must_not_be_ended(tx.conn, it.year, "author")?;
    let waits = |author: &&Author| author.code == author_code && it.facts.asked.contains(&author.person);
    let Some(author) = it.authors.iter().find(waits) else {
        return Err(FieldErrors::one("author", "Chọn đồng tác giả đã xác nhận bằng giấy.").into());
    };
    author_store::set_answer(tx, it.id, author.person, Answer::Confirmed, paper)?;
    tell_when_all_have(tx, it.id)?;
    let event = Event::new(EventKind::AuthorshipConfirmedOnPaper, Object::Initiative(it.id));
    tx.audit(event.because(format!("{}: {paper}", author.name)))
}

fn tell_when_all_have(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    let it = find(tx.conn, id)?;
    let is_whole = it.authors.iter().all(|author| author.answer == Some(Answer::Confirmed));
    if is_whole { told::all_confirmed(tx, &it) } else { Ok(()) }
}

/// After a change: the others' word was given to another text.
pub(super) fn start_over(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    author_store::forget_answers(tx, id)?;
    confirm_own(tx, id)
}

/// Whoever writes or files as one of the authors stands for it.
pub(super) fn confirm_own(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    match tx.actor.person {
        Some(person) => author_store::set_answer(tx, id, person, Answer::Confirmed, ""),
        None => Ok(()),
    }
}

/// Filing needs the word of every author.
pub(super) fn check_confirmed(tx: &Tx, it: &Initiative, errors: &mut FieldErrors) {
    for (row, missing) in missing_when_files(it, tx.actor.person) {
        errors.add(author_field(row), missing);
    }
}

/// Row of the form and what is missing of each author whose word it takes before somebody files. Whoever files gives
/// his own with it, unless he has refused.
pub fn missing_when_files(it: &Initiative, filer: Option<PersonId>) -> Vec<(usize, String)> {
    let gives_it = |author: &Author| filer == Some(author.person) && author.answer != Some(Answer::Refused);
    let others = (1..).zip(&it.authors).filter(|(_, author)| !gives_it(author));
    others.filter_map(|(row, author)| Some((row, missing(author)?))).collect()
}

/// Why an author's word is missing, and what to do; nothing when he has given it.
fn missing(author: &Author) -> Option<String> {
    let name = &author.name;
    match author.answer {
        Some(Answer::Confirmed) => None,
        Some(Answer::Refused) => Some(format!(
            "Đồng chí {name} không đồng ý đứng tên: {} Sửa nội dung hoặc tác giả, tỷ lệ rồi bấm Tiếp tục để hỏi lại.",
            author.answer_reason
        )),
        _ if !author.has_account => Some(format!(
            "Đồng chí {name} không có tài khoản nên không xác nhận ở đây được. \
             Đưa thường trực giấy xác nhận có chữ ký để ghi xác nhận bằng giấy."
        )),
        Some(Answer::Asked) => {
            Some(format!("Đồng chí {name} chưa xác nhận. Gửi sáng kiến sau khi đồng chí ấy xác nhận."))
        }
        None => Some(format!("Chưa gửi đồng chí {name} xác nhận. Bấm Tiếp tục để gửi.")),
    }
}
