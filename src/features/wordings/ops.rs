//! The verbs of wording: every change is a new version, none is ever lost.

use std::collections::HashMap;

use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::WordingVersionId;
use crate::domain::wording::{PaperKind, Passage, Wording, original};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::settings::ops::wording_at;
use crate::policy::{self, Act};
use crate::web::history;

/// What each passage is to say.
pub type Texts = HashMap<Passage, String>;

/// The texts of a paper somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub kind: PaperKind,
    pub version: i64,
}

/// Words passages anew; one that says what the original says is the original again.
///
/// # Errors
/// `Fields` at the first passage where nothing differs from what stands.
pub fn change(tx: &mut Tx, seen: Seen, texts: &Texts) -> AppResult<()> {
    let standing = standing(tx, seen)?;
    let mut event = Event::new(EventKind::WordingChanged, Object::Wording(seen.kind));
    for it in &original(seen.kind).passages {
        if let Some(text) = texts.get(&it.passage) {
            event = put(tx, &standing, it.passage, text, event)?;
        }
    }
    if event.changes.is_empty() {
        let first = original(seen.kind).passages.first().map_or("", |it| it.passage.code());
        return Err(FieldErrors::one(first, "Chưa có đoạn nào thay đổi. Sửa ít nhất một đoạn rồi lưu.").into());
    }
    tx.audit(named(event, seen.kind))
}

/// Takes the program's originals of a whole paper again.
pub fn restore(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let standing = standing(tx, seen)?;
    let mut event = Event::new(EventKind::WordingRestored, Object::Wording(seen.kind));
    for it in &original(seen.kind).passages {
        event = put(tx, &standing, it.passage, it.on(tx.today), event)?;
    }
    if event.changes.is_empty() { Err(AppError::Illegal) } else { tx.audit(named(event, seen.kind)) }
}

/// Lets a passage say again what it said in an earlier version.
pub fn reuse(tx: &mut Tx, seen: Seen, id: WordingVersionId) -> AppResult<()> {
    let standing = standing(tx, seen)?;
    let version = store::find(tx.conn, seen.kind, id)?;
    let it = original(seen.kind).passage(version.passage).ok_or(AppError::NotFound)?;
    let text = version.text.unwrap_or_else(|| it.on(tx.today).to_owned());
    let event = Event::new(EventKind::WordingReused, Object::Wording(seen.kind));
    let event = put(tx, &standing, it.passage, &text, event)?;
    if event.changes.is_empty() { Err(AppError::Illegal) } else { tx.audit(named(event, seen.kind)) }
}

fn standing(tx: &mut Tx, seen: Seen) -> AppResult<Wording> {
    policy::must(tx.actor, Act::KeepSettings)?;
    history::must_be_at(tx.conn, Object::Wording(seen.kind), seen.version)?;
    wording_at(tx.conn, seen.kind, None, tx.today)
}

/// A new version of a passage where it says something else than what stands.
fn put(tx: &mut Tx, standing: &Wording, passage: Passage, text: &str, event: Event) -> AppResult<Event> {
    let before = standing.text(passage);
    if before == text {
        return Ok(event);
    }
    let is_original = original(standing.kind).passage(passage).is_some_and(|it| it.on(tx.today) == text);
    store::insert(tx, standing.kind, passage, (!is_original).then_some(text))?;
    Ok(event.changed(passage.code(), before, text))
}

/// With the paper and its passages in words.
fn named(event: Event, kind: PaperKind) -> Event {
    let label = |code: &str| {
        let passage = Passage::from_code(code).and_then(|passage| original(kind).passage(passage));
        passage.map_or_else(String::new, |it| it.label.clone())
    };
    let labels: Vec<String> = event.changes.iter().map(|(code, _, _)| label(code)).collect();
    event.because(format!("{kind}: {}.", labels.join("; ")))
}
