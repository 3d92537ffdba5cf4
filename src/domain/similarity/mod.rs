//! How much of one text stands in another: three words at a time, whatever the marks, the capitals and the order of
//! the sentences.
//!
//! A text is read as words without marks. Each three neighbours are a shingle, kept as a number. Shingles that two
//! texts share one after the other, with a few words changed or added in between, make a passage; what single
//! turns of phrase they share is no passage. The percentage is the share of the new text's words that stand in
//! passages, words of common phrases weighing less. No cloud, no model: each mark on the page is a run of words that
//! stands in both texts.

mod commonness;
mod compare;
mod words;

pub use commonness::Commonness;
pub use compare::{Likeness, Passage, compare};
pub use words::{Piece, Words};

/// Words to a shingle.
const SHINGLE: usize = 3;
/// About so many shingles of a text are kept in the index of candidates.
const SAMPLE: usize = 96;
/// Of a long text at least one shingle in so many, so that a short one copied out of it is still found.
const SPARSEST: u64 = 16;

/// One in how many shingles of a text with so many is kept in the index: a power of two, so that a sparse sample is
/// part of a denser one.
pub fn sampling_rate(shingles: usize) -> u64 {
    let mut rate = 1;
    while rate < SPARSEST && shingles as u64 / rate > SAMPLE as u64 {
        rate *= 2;
    }
    rate
}

/// Whether a shingle belongs to the samples of this rate.
pub const fn is_sampled(shingle: i64, rate: u64) -> bool {
    (shingle as u64).is_multiple_of(rate)
}

#[cfg(test)]
mod tests;
