//! Two texts side by side: the passages they share, and how much of the new one these are.

use std::collections::HashMap;
use std::ops::Range;

use super::{Commonness, SHINGLE, Words};

/// So many words may lie between two shared shingles of one passage,
const GAP: usize = 16;
/// and so many more or fewer in the other text.
const SLACK: usize = 6;
/// A passage has at least so many shared words.
const SHORTEST: usize = 7;
/// Of a shingle that stands often in one text only so many places are tried.
const MOST_PLACES: usize = 8;

/// What a new text shares with an earlier one.
#[derive(Debug, Clone, Default)]
pub struct Likeness {
    /// The share of the new text that was found in the other, from 0 to 1.
    pub share: f64,
    /// The longest first.
    pub passages: Vec<Passage>,
    /// For each word of the new text, and of the other, whether it stands in a passage.
    pub marked: Vec<bool>,
    pub source_marked: Vec<bool>,
}

/// Words of the new text that stand in the other, some perhaps changed in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub words: Range<usize>,
    pub source_words: Range<usize>,
    /// The shared ones among them.
    pub shared: usize,
}

impl Likeness {
    /// In whole percent, rounded half up.
    pub fn percent(&self) -> u32 {
        (self.share * 100.0).round() as u32
    }
}

/// A passage while it is being followed: the shingles shared so far, by their places in both texts.
struct Thread {
    shared: Vec<(usize, usize)>,
    covered: usize,
}

impl Thread {
    fn last(&self) -> (usize, usize) {
        self.shared.last().copied().unwrap_or_default()
    }

    fn goes_on_to(&self, (new, source): (usize, usize)) -> bool {
        let (last_new, last_source) = self.last();
        let (forward, source_forward) = (new - last_new, source.saturating_sub(last_source));
        source_forward > 0 && forward <= GAP && forward.abs_diff(source_forward) <= SLACK
    }

    fn add(&mut self, place: (usize, usize)) {
        self.covered += SHINGLE.min(place.0 - self.last().0);
        self.shared.push(place);
    }

    fn passage(&self) -> Passage {
        let (first, last) = (self.shared.first().copied().unwrap_or_default(), self.last());
        Passage { words: first.0..last.0 + SHINGLE, source_words: first.1..last.1 + SHINGLE, shared: self.covered }
    }
}

/// What of `new` stands in `source`.
pub fn compare(new: &Words, source: &Words, commonness: &Commonness) -> Likeness {
    let mut threads = threads(new.shingles(), source.shingles());
    threads.retain(|thread| thread.covered >= SHORTEST);
    threads.sort_by_key(|thread| (std::cmp::Reverse(thread.covered), thread.shared[0]));
    let mut likeness =
        Likeness { marked: vec![false; new.len()], source_marked: vec![false; source.len()], ..Likeness::default() };
    for thread in threads {
        let place = thread.passage();
        // The same words found a second time elsewhere say nothing new.
        let is_known = place.words.clone().filter(|word| likeness.marked[*word]).count() * 2 > place.shared;
        if is_known {
            continue;
        }
        for (of_new, of_source) in &thread.shared {
            likeness.marked[*of_new..of_new + SHINGLE].fill(true);
            likeness.source_marked[*of_source..of_source + SHINGLE].fill(true);
        }
        likeness.passages.push(place);
    }
    likeness.share = share(&likeness.marked, &weights(new, commonness));
    likeness
}

fn threads(new: &[i64], source: &[i64]) -> Vec<Thread> {
    let mut places: HashMap<i64, Vec<usize>> = HashMap::with_capacity(source.len());
    for (place, shingle) in source.iter().enumerate() {
        let found = places.entry(*shingle).or_default();
        if found.len() < MOST_PLACES {
            found.push(place);
        }
    }
    let (mut open, mut closed): (Vec<Thread>, Vec<Thread>) = (Vec::new(), Vec::new());
    for (at, shingle) in new.iter().enumerate() {
        let Some(found) = places.get(shingle) else { continue };
        closed.extend(open.extract_if(.., |thread| at - thread.last().0 > GAP));
        let grown = open.len();
        for place in found {
            let place = (at, *place);
            // A thread takes one step a word; of several that fit, the one that is longest already.
            let fits = |thread: &&mut Thread| thread.last().0 < at && thread.goes_on_to(place);
            match open[..grown].iter_mut().filter(fits).max_by_key(|thread| thread.covered) {
                Some(thread) => thread.add(place),
                None => open.push(Thread { shared: vec![place], covered: SHINGLE }),
            }
        }
    }
    closed.extend(open);
    closed
}

/// What each word counts: the mean of the shingles it stands in.
fn weights(words: &Words, commonness: &Commonness) -> Vec<f64> {
    let of_shingles: Vec<f64> = words.shingles().iter().map(|shingle| commonness.weight(*shingle)).collect();
    let weight = |word: usize| {
        let around = &of_shingles[word.saturating_sub(SHINGLE - 1)..(word + 1).min(of_shingles.len())];
        around.iter().sum::<f64>() / around.len().max(1) as f64
    };
    (0..words.len()).map(weight).collect()
}

fn share(marked: &[bool], weights: &[f64]) -> f64 {
    let all: f64 = weights.iter().sum();
    let found: f64 = marked.iter().zip(weights).filter(|(marked, _)| **marked).map(|(_, weight)| weight).sum();
    if all > 0.0 { found / all } else { 0.0 }
}
