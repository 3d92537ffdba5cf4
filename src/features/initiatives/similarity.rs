//! What of an initiative stands in earlier ones: the index of texts, the comparison on filing, remarks on it.

use super::ops::{Seen, find_seen};
use super::similarity_store as store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative::State;
use crate::domain::law::catalogue;
use crate::domain::similarity::{Words, compare, is_sampled, sampling_rate};
use crate::error::AppResult;
use crate::policy::{self, Act};

pub use store::Source;

/// Of the newest so many, every shingle is kept to know what is common.
const BACKGROUND: usize = 2_000;
/// Texts read at once, and texts whose shingles are sorted together before they are written: in the order of the
/// index a great many go in as fast as a few.
const READ: usize = 400;
const GROUP: usize = 20_000;
/// So many earlier texts are read word by word.
const CANDIDATES: i64 = 24;

/// An earlier initiative in which part of a text stands.
#[derive(Debug, Clone)]
pub struct Alike {
    pub source: InitiativeId,
    /// Of the new text, in whole percent.
    pub percent: u32,
    /// The passages as they stand in both, the longest first.
    pub passages: Vec<(String, String)>,
}

/// The earlier initiatives in which part of a text stands, the nearest first; those too little like it are left out.
pub fn like(conn: &mut Connection, text: &str, except: Option<InitiativeId>) -> AppResult<Vec<Alike>> {
    let words = Words::of(text);
    let shingles = words.distinct_shingles();
    let commonness = store::commonness(conn, &shingles)?;
    let telling: Vec<i64> = shingles.into_iter().filter(|shingle| !commonness.is_common(*shingle)).collect();
    let candidates = store::nearest(conn, &telling, except, CANDIDATES)?;
    let mut found = Vec::new();
    for earlier in store::texts(conn, &candidates)? {
        let whole = earlier.whole();
        let source = Words::of(&whole);
        let likeness = compare(&words, &source, &commonness);
        if likeness.percent() >= catalogue().initiative.similarity_listed_percent {
            let both = |it: &crate::domain::similarity::Passage| {
                (words.between(&it.words).to_owned(), source.between(&it.source_words).to_owned())
            };
            let passages = likeness.passages.iter().map(both).collect();
            found.push(Alike { source: earlier.id, percent: likeness.percent(), passages });
        }
    }
    found.sort_by_key(|alike| (std::cmp::Reverse(alike.percent), alike.source));
    Ok(found)
}

/// Whether so much makes an initiative one to look at closely.
pub fn is_warning(percent: u32) -> bool {
    percent >= catalogue().initiative.similarity_warning_percent
}

/// Compares one that is filed with all earlier ones, keeps what is found, and makes it one that later ones are
/// compared with.
pub fn compare_on_filing(tx: &mut Tx, id: InitiativeId) -> AppResult<()> {
    let text = store::texts(tx.conn, &[id])?.iter().map(store::Compared::whole).collect::<String>();
    let found: Vec<_> = like(tx.conn, &text, Some(id))?.into_iter().map(|it| (it.source, it.percent)).collect();
    store::save_comparisons(tx, id, &found)?;
    store::forget(tx.conn, id)?;
    index(tx.conn, &[id])
}

/// Keeps the index in step with a text that has changed.
pub fn follow(conn: &mut Connection, id: InitiativeId, state: State) -> AppResult<()> {
    store::forget(conn, id)?;
    if state.is_compared_with() { index(conn, &[id]) } else { Ok(()) }
}

/// Later ones are no longer compared with it.
pub fn forget(conn: &mut Connection, id: InitiativeId) -> AppResult<()> {
    store::forget(conn, id)
}

/// Whether an import, or a program before there was one, has left something out of the index.
pub fn lacks_in_index(conn: &mut Connection) -> AppResult<bool> {
    Ok(!store::missing(conn)?.is_empty())
}

/// Puts into the index what an import, or a program before there was one, has left out.
pub fn index_missing(conn: &mut Connection) -> AppResult<()> {
    let missing = store::missing(conn)?;
    index(conn, &missing)
}

fn index(conn: &mut Connection, ids: &[InitiativeId]) -> AppResult<()> {
    let newest = ids.len().saturating_sub(BACKGROUND);
    let mut commonness = None;
    // The background first: what is common in it need not be looked up again and again.
    for read in ids[newest..].chunks(READ) {
        let mut pairs = Vec::new();
        for text in store::texts(conn, read)? {
            let shingles = Words::of(&text.whole()).distinct_shingles();
            store::put_text(conn, text.id, sampling_rate(shingles.len()), true)?;
            if ids.len() == 1 {
                commonness = Some(store::commonness(conn, &shingles)?);
            }
            pairs.extend(shingles.into_iter().map(|shingle| (shingle, text.id)));
        }
        pairs.sort_unstable();
        store::put_background(conn, &pairs)?;
    }
    if ids.is_empty() {
        return Ok(());
    }
    store::trim_background(conn, BACKGROUND as i64)?;
    let commonness = match commonness {
        Some(commonness) => commonness,
        None => store::what_is_common(conn)?,
    };
    for (nth, group) in ids.chunks(GROUP).enumerate() {
        let mut pairs = Vec::new();
        for (part, read) in group.chunks(READ).enumerate() {
            for (place, text) in (nth * GROUP + part * READ..).zip(store::texts(conn, read)?) {
                let shingles = Words::of(&text.whole()).distinct_shingles();
                let rate = sampling_rate(shingles.len());
                if place < newest {
                    store::put_text(conn, text.id, rate, false)?;
                }
                let kept = |shingle: &i64| is_sampled(*shingle, rate) && !commonness.is_common(*shingle);
                pairs.extend(shingles.into_iter().filter(kept).map(|shingle| (shingle, text.id)));
            }
        }
        pairs.sort_unstable();
        store::put_shingles(conn, &pairs)?;
    }
    Ok(())
}

/// What the secretariat or the council says of a comparison.
pub fn remark_on_comparison(tx: &mut Tx, seen: Seen, words: &str) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must_see(tx.actor, Act::SeeComparison(&initiative.facts))?;
    policy::must(tx.actor, Act::RemarkOnComparison(&initiative.facts))?;
    store::insert_remark(tx, seen.id, words)?;
    tx.audit(Event::new(EventKind::ComparisonRemarked, Object::Initiative(seen.id)).because(words))
}
