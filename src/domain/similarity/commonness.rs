//! How common each shingle is: what nearly everybody writes proves little.

use std::collections::HashMap;

/// In how many of a number of texts each shingle stands; one that is not named stands in none.
#[derive(Debug, Clone, Default)]
pub struct Commonness {
    texts: u32,
    found_in: HashMap<i64, u32>,
}

/// As if so many more texts were known, so that a few texts alone do not make anything look rare or common.
const PRIOR: f64 = 10.0;
/// A shingle in more than one of so many texts says nothing of where a text comes from.
const COMMON: u32 = 10;
/// Fewer texts than these say nothing of what is common.
const FEWEST: u32 = 100;

impl Commonness {
    pub const fn new(texts: u32, found_in: HashMap<i64, u32>) -> Self {
        Self { texts, found_in }
    }

    /// How much a shingle counts: less the more texts it stands in, as in an index of documents.
    pub fn weight(&self, shingle: i64) -> f64 {
        let found = self.found_in(shingle);
        (1.0 + (f64::from(self.texts) + PRIOR) / (f64::from(found) + PRIOR)).ln()
    }

    pub fn found_in(&self, shingle: i64) -> u32 {
        self.found_in.get(&shingle).copied().unwrap_or(0)
    }

    /// Whether it is of no use for finding where a text comes from.
    pub fn is_common(&self, shingle: i64) -> bool {
        Self::common_from(self.texts).is_some_and(|many| self.found_in(shingle) > many)
    }

    /// What stands in more than so many of these texts is common; `None` while there are too few to say.
    pub const fn common_from(texts: u32) -> Option<u32> {
        if texts < FEWEST { None } else { Some(texts / COMMON) }
    }
}
