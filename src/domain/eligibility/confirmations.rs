//! What the secretariat compared with the official text: from then on an unchecked entry may stop somebody.

use std::collections::HashSet;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;

/// An entry of the catalogue that assessments rest on, by its stored key such as `rule:LDTT:individual:R2014`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(String);

impl EntryKey {
    /// The criteria of an award under one regime. A rule that is "same as" another's rests on both entries.
    pub fn rule(award: &str, subject: SubjectKind, regime: &str) -> Self {
        Self(format!("rule:{award}:{}:{regime}", written_subject(subject)))
    }

    /// A regime as a whole: its dates, documents and transition.
    pub fn regime(code: &str) -> Self {
        Self(format!("regime:{code}"))
    }

    /// That the decree named in `[sunset]` lapses on its last day.
    pub fn sunset() -> Self {
        Self("sunset".to_owned())
    }

    pub fn general_rule(code: &str) -> Self {
        Self(format!("general_rule:{code}"))
    }

    /// The cap on an award or grade under one regime.
    pub fn ratio_cap(target: &str, regime: &str) -> Self {
        Self(format!("ratio_cap:{target}:{regime}"))
    }

    /// The council vote on an award under one regime.
    pub fn vote_rule(award: AwardCode, regime: &str) -> Self {
        Self(format!("vote_rule:{award}:{regime}"))
    }

    pub fn bonus(award: AwardCode, subject: SubjectKind, regime: &str) -> Self {
        Self(format!("bonus:{award}:{}:{regime}", written_subject(subject)))
    }

    /// The base salary from a day on.
    pub fn base_salary(from: NaiveDate) -> Self {
        Self(format!("base_salary:{from}"))
    }

    pub fn deadline(code: &str) -> Self {
        Self(format!("deadline:{code}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A subject kind as the catalogue and the commands write it.
pub const fn written_subject(subject: SubjectKind) -> &'static str {
    match subject {
        SubjectKind::Person => "individual",
        SubjectKind::Unit => "collective",
    }
}

/// The confirmed entries, by key. Keys the catalogue no longer knows are ignored.
#[derive(Debug, Clone, Default)]
pub struct Confirmations(HashSet<String>);

impl Confirmations {
    pub fn holds(&self, entry: &EntryKey) -> bool {
        self.0.contains(entry.as_str())
    }
}

impl<T: Into<String>> FromIterator<T> for Confirmations {
    fn from_iter<I: IntoIterator<Item = T>>(keys: I) -> Self {
        Self(keys.into_iter().map(Into::into).collect())
    }
}
