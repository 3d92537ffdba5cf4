//! Titles and forms of commendation, and the authorities that grant them.

use chrono::NaiveDate;
use serde::Deserialize;

use super::AwardCode;
use super::reading::{self, Provenance};
use crate::domain::subject::SubjectKind;

/// A title (danh hiệu) or a form of commendation (hình thức).
#[derive(Debug, Clone, Deserialize)]
pub struct Award {
    pub code: String,
    pub(super) vi: String,
    pub en: String,
    pub kind: AwardKind,
    #[serde(deserialize_with = "reading::subjects")]
    pub(super) subjects: Vec<SubjectKind>,
    pub level: Level,
    pub(super) authority: String,
    /// Prestige inside the catalogue, for lists and for "only the highest counts".
    pub rank: u32,
    pub periodicity: Periodicity,
    /// Code of the lower title that whoever receives this one holds too, without a grant of its own.
    pub(super) includes: Option<String>,
    /// Code of the award of another branch that this one stands for wherever a criterion names that one.
    pub(super) counts_as: Option<String>,
    /// Place in the catalogue, set when it is read.
    #[serde(skip)]
    pub(super) position: usize,
    #[serde(flatten)]
    pub provenance: Provenance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwardKind {
    Title,
    Commendation,
}

/// Who decides, from the department itself up to the State.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Base,
    Provincial,
    Ministerial,
    Government,
    State,
}

/// How often one subject can receive an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Periodicity {
    #[serde(rename = "yearly")]
    Yearly,
    #[serde(rename = "every_3_years")]
    EveryThreeYears,
    #[serde(rename = "every_6_years")]
    EverySixYears,
    #[serde(rename = "once")]
    Once,
    #[serde(rename = "any")]
    Any,
}

impl Award {
    /// The official name on a day; some were renamed by the law in force from 2024.
    pub fn name_on(&self, date: NaiveDate) -> &str {
        self.provenance.former_name(date).unwrap_or(&self.vi)
    }

    /// Its place in the catalogue, from 0.
    pub const fn place(&self) -> usize {
        self.position
    }

    /// Whether people, or collectives, can receive it.
    pub fn takes(&self, kind: SubjectKind) -> bool {
        self.subjects.contains(&kind)
    }

    pub fn is_title(&self) -> bool {
        self.kind == AwardKind::Title
    }

    /// An emulation flag (cờ thi đua), which goes to the first of a cluster.
    pub fn is_flag(&self) -> bool {
        self.code.starts_with("CO_")
    }

    /// Whether this is a step down from `other`: of the same kind, for the same subjects, of less prestige.
    pub fn is_lower_than(&self, other: &Self, subject: SubjectKind) -> bool {
        self.kind == other.kind && self.takes(subject) && other.takes(subject) && self.rank < other.rank
    }

    /// A title of one year, which a subject can hold only once for that year.
    pub fn is_yearly(&self) -> bool {
        self.periodicity == Periodicity::Yearly
    }

    /// For table heads with a key below; everywhere else the full name stands.
    pub fn abbreviation(&self) -> &str {
        ABBREVIATIONS.iter().find(|(code, _)| *code == self.code).map_or(&self.code, |(_, printed)| printed)
    }
}

/// Some awards of one catalogue, by their place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AwardSet(u64);

impl AwardSet {
    pub const EMPTY: Self = Self(0);
    /// How many awards a catalogue may hold.
    pub const LARGEST: usize = 64;

    #[must_use]
    pub(super) const fn with(self, position: usize) -> Self {
        Self(self.0 | 1 << position)
    }

    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn contains(self, award: AwardCode) -> bool {
        self.has(award.award().position)
    }

    pub(super) const fn has(self, position: usize) -> bool {
        self.0 & (1 << position) != 0
    }
}

impl FromIterator<AwardCode> for AwardSet {
    fn from_iter<T: IntoIterator<Item = AwardCode>>(awards: T) -> Self {
        awards.into_iter().fold(Self::EMPTY, |set, award| set.with(award.award().position))
    }
}

/// Printed abbreviations: codes carry no marks, and no rule turns one into the other.
const ABBREVIATIONS: [(&str, &str); 18] = [
    ("LDTT", "LĐTT"),
    ("CSTDCS", "CSTĐCS"),
    ("CSTD_TINH", "CSTĐ tỉnh"),
    ("CSTD_BO", "CSTĐ Bộ"),
    ("CSTDTQ", "CSTĐTQ"),
    ("TTLDTT", "TTLĐTT"),
    ("TTLDXS", "TTLĐXS"),
    ("CO_TINH", "Cờ tỉnh"),
    ("CO_BO", "Cờ Bộ"),
    ("CO_CP", "Cờ CP"),
    ("GK", "GK"),
    ("BK_TINH", "BK tỉnh"),
    ("BK_BO", "BK Bộ"),
    ("KNC_BTC", "KNC"),
    ("BK_TTG", "BK TTg"),
    ("HCLD_BA", "HCLĐ Ba"),
    ("HCLD_NHI", "HCLĐ Nhì"),
    ("HCLD_NHAT", "HCLĐ Nhất"),
];

/// Whoever grants awards (cơ quan quyết định).
#[derive(Debug, Clone, Deserialize)]
pub struct Authority {
    pub code: String,
    #[serde(rename = "vi")]
    pub name: String,
    pub level: Level,
    pub(super) grants: Vec<String>,
    #[serde(skip)]
    pub(super) position: usize,
    #[serde(flatten)]
    pub provenance: Provenance,
}
