//! What of an initiative stands in earlier ones: the index of texts, the comparison on filing, remarks on it.

use super::comparison_store;
use super::ops::{Seen, find_seen};
use super::similarity_store as store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative::State;
use crate::domain::law::catalogue;
use crate::domain::similarity::{Commonness, Passage, Words, compare, is_sampled, sampling_rate};
use crate::error::AppResult;
use crate::policy::{self, Act};

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
            let both =
                |it: &Passage| (words.between(&it.words).to_owned(), source.between(&it.source_words).to_owned());
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
    comparison_store::save_comparisons(tx, id, &found)?;
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
    // The background first: it says what is common and need not be in the index.
    let (older, newest) = ids.split_at(ids.len().saturating_sub(BACKGROUND));
    for read in newest.chunks(READ) {
        index_background(conn, read)?;
    }
    store::trim_background(conn, BACKGROUND as i64)?;
    let commonness = match ids {
        [] => return Ok(()),
        [only] => {
            let shingles = shingles_of(conn, &[*only])?.into_iter().flat_map(|(_, shingles)| shingles);
            store::commonness(conn, &shingles.collect::<Vec<_>>())?
        }
        _ => store::what_is_common(conn)?,
    };
    for group in older.chunks(GROUP) {
        index_shingles(conn, group, &commonness, true)?;
    }
    index_shingles(conn, newest, &commonness, false)
}

/// The distinct shingles of each.
fn shingles_of(conn: &mut Connection, ids: &[InitiativeId]) -> AppResult<Vec<(InitiativeId, Vec<i64>)>> {
    let texts = store::texts(conn, ids)?;
    Ok(texts.into_iter().map(|text| (text.id, Words::of(&text.whole()).distinct_shingles())).collect())
}

fn index_background(conn: &mut Connection, ids: &[InitiativeId]) -> AppResult<()> {
    let mut pairs = Vec::new();
    for (id, shingles) in shingles_of(conn, ids)? {
        store::put_text(conn, id, sampling_rate(shingles.len()), true)?;
        pairs.extend(shingles.into_iter().map(|shingle| (shingle, id)));
    }
    pairs.sort_unstable();
    store::put_background(conn, &pairs)
}

/// The sampled shingles of a group, in the order of the index; `is_new` where the background has not put the texts in.
fn index_shingles(
    conn: &mut Connection,
    group: &[InitiativeId],
    commonness: &Commonness,
    is_new: bool,
) -> AppResult<()> {
    let mut pairs = Vec::new();
    for read in group.chunks(READ) {
        for (id, shingles) in shingles_of(conn, read)? {
            let rate = sampling_rate(shingles.len());
            if is_new {
                store::put_text(conn, id, rate, false)?;
            }
            let kept = |shingle: &i64| is_sampled(*shingle, rate) && !commonness.is_common(*shingle);
            pairs.extend(shingles.into_iter().filter(kept).map(|shingle| (shingle, id)));
        }
    }
    pairs.sort_unstable();
    store::put_shingles(conn, &pairs)
}

/// What the secretariat or the council says of a comparison.
pub fn remark_on_comparison(tx: &mut Tx, seen: Seen, words: &str) -> AppResult<()> {
    let initiative = find_seen(tx, seen)?;
    policy::must_see(tx.actor, Act::SeeComparison(&initiative.facts))?;
    policy::must(tx.actor, Act::RemarkOnComparison(&initiative.facts))?;
    comparison_store::insert_remark(tx, seen.id, words)?;
    tx.audit(Event::new(EventKind::ComparisonRemarked, Object::Initiative(seen.id)).because(words))
}
