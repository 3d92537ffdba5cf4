//! A text as words without marks, each knowing where in the text it stands.

use std::hash::Hasher;
use std::ops::Range;

use siphasher::sip::SipHasher13;

use super::SHINGLE;
use crate::domain::text;

/// Words beyond these are not looked at: some 60 pages.
const MOST_WORDS: usize = 30_000;
/// Shingles are kept as numbers of so many bits, which SQLite stores in six bytes.
const BITS: u32 = 48;

/// The words of a text, in order.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    spans: Vec<Range<usize>>,
    shingles: Vec<i64>,
}

/// A stretch of a text as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_marked: bool,
}

impl<'t> Words<'t> {
    pub fn of(text: &'t str) -> Self {
        let spans: Vec<Range<usize>> = spans(text).take(MOST_WORDS).collect();
        let folded: Vec<String> = spans.iter().map(|span| text::fold(&text[span.clone()])).collect();
        let shingles = folded.windows(SHINGLE).map(shingle).collect();
        Self { text, spans, shingles }
    }

    pub const fn len(&self) -> usize {
        self.spans.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// One for each word but the last two; the same three words give the same number, in every release.
    pub fn shingles(&self) -> &[i64] {
        &self.shingles
    }

    /// Each shingle once, the smallest first.
    pub fn distinct_shingles(&self) -> Vec<i64> {
        let mut distinct = self.shingles.clone();
        distinct.sort_unstable();
        distinct.dedup();
        distinct
    }

    /// The text from one word up to another, which is left out.
    pub fn between(&self, words: &Range<usize>) -> &'t str {
        match self.spans.get(words.clone()) {
            Some([first, .., last]) => &self.text[first.start..last.end],
            Some([only]) => &self.text[only.clone()],
            _ => "",
        }
    }

    /// The whole text, the words of which `is_marked` says so being marked, neighbours together.
    pub fn pieces(&self, is_marked: &[bool]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut add = |text: &str, is_marked: bool| match pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.is_marked == is_marked => last.text.push_str(text),
            _ => pieces.push(Piece { text: text.to_owned(), is_marked }),
        };
        let (mut end, mut after_marked) = (0, false);
        for (span, &marked) in self.spans.iter().zip(is_marked) {
            add(&self.text[end..span.start], after_marked && marked);
            add(&self.text[span.clone()], marked);
            (end, after_marked) = (span.end, marked);
        }
        add(&self.text[end..], false);
        pieces
    }
}

/// Where the words are: letters and digits, with the marks that belong to them.
fn spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| is_of_word(*c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

fn shingle(words: &[String]) -> i64 {
    let mut hasher = SipHasher13::new();
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write_u8(b' ');
    }
    (hasher.finish() >> (64 - BITS)) as i64
}
