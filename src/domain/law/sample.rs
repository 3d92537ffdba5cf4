//! Facts and names from which the sample department is built.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::reading::Provenance;
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::year::Year;

/// A fact of the article that the sample department agrees with.
#[derive(Debug, Clone, Deserialize)]
pub struct SeedFact {
    pub code: String,
    pub text: String,
    /// A result of the interim review, not of a decision.
    #[serde(default)]
    pub provisional: bool,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl SeedFact {
    /// A count the article states, such as `cstdcs` or `bk_bo_individual`.
    pub fn count(&self, key: &str) -> Option<i64> {
        self.provenance.other.get(key)?.as_integer()
    }

    /// A revenue amount the article states, exact to its decimals.
    pub fn amount(&self) -> Option<Dong> {
        let billions = self.number("amount_bn_vnd")?;
        MoneyUnit::Billion.whole_dong(billions).ok()
    }

    /// The percentage of the yearly estimate the article states.
    pub fn percent_of_estimate(&self) -> Option<Decimal> {
        self.number("pct_of_plan")
    }

    fn number(&self, key: &str) -> Option<Decimal> {
        Decimal::try_from(self.provenance.other.get(key)?.as_float()?).ok()
    }
}

/// A campaign (phong trào thi đua) of the sample year.
#[derive(Debug, Clone, Deserialize)]
pub struct MovementTemplate {
    pub code: String,
    pub name: String,
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// A collective of the sample department.
#[derive(Debug, Clone, Deserialize)]
pub struct UnitTemplate {
    pub code: String,
    pub name: String,
    pub order: u32,
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl UnitTemplate {
    /// Whether it existed in a year: keys such as `in_2013` say so for their year and those after it,
    /// the first one also for the years before.
    pub fn exists_in(&self, year: Year) -> bool {
        let named = self.named_years();
        let as_of = named.range(..=year.0).next_back().or_else(|| named.iter().next());
        as_of.is_some_and(|(_, exists)| *exists)
    }

    fn named_years(&self) -> BTreeMap<i32, bool> {
        let entries = self.provenance.other.iter();
        entries.filter_map(|(key, exists)| Some((named_year(key)?, exists.as_bool()?))).collect()
    }
}

/// The year in a key such as `in_2013`.
pub(super) fn named_year(key: &str) -> Option<i32> {
    key.strip_prefix("in_")?.parse().ok()
}
