//! The answer as a whole, what is still missing, and the form in which it is stored and printed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::Text;
use super::finding::{Finding, Outcome};
use crate::domain::law::{AwardCode, CommendationKind, Confidence, Regime};
use crate::domain::year::Year;

/// Why there is nothing to assess, as said to the reader.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRule {
    #[error("Danh mục pháp luật không có quy định cho ngày {day}: chế độ đầu tiên có hiệu lực từ {first}.")]
    BeforeTheFirstRegime { day: String, first: String },
    #[error("{award} không có tiêu chuẩn cho {subject} trong chế độ {regime}.")]
    NoCriteria { award: String, subject: String, regime: String },
}

/// What the engine says of one subject, award and year.
#[derive(Debug, Clone)]
pub struct Assessment {
    pub award: AwardCode,
    pub year: Year,
    pub regime: &'static Regime,
    /// The day the dossier was received; `None` of a preview.
    pub received: Option<NaiveDate>,
    /// The day whose rules apply.
    pub as_of: NaiveDate,
    /// Met, not met or needs judgement.
    pub outcome: Outcome,
    /// In the order of the rule: what must all hold, local additions, then the open alternatives.
    pub findings: Vec<Finding>,
    /// Warnings that never stop anybody.
    pub remarks: Vec<Remark>,
    /// Local regulations that added to the law.
    pub local_documents: Vec<Text>,
    /// Other grounds on which the same award can be proposed, closed for the declared one.
    pub other_grounds: Vec<CommendationKind>,
}

/// A warning beside the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Code of the general rule, regime or entry it comes from; empty when it is about a record.
    pub code: &'static str,
    pub text: String,
    pub citation: Cow<'static, str>,
    /// `None` when it is about a record.
    pub confidence: Option<Confidence>,
}

impl Assessment {
    /// The findings that stand in the way: of the clauses for all, and of the alternative closest to being met.
    pub fn in_the_way(&self) -> impl Iterator<Item = &Finding> {
        let nearest = self.nearest_alternative();
        self.findings.iter().filter(move |finding| {
            finding.outcome != Outcome::Met && (finding.alternative == 0 || Some(finding.alternative) == nearest)
        })
    }

    /// Only one criterion fails, checked law or not: worth showing beside those who qualify.
    pub fn nearly_qualifies(&self) -> bool {
        self.outcome != Outcome::Met
            && self.in_the_way().filter(|finding| finding.outcome == Outcome::NotMet).count() == 1
    }

    /// One line for lists: what fails, or what is still open; empty when the award's criteria are met.
    pub fn missing(&self) -> String {
        if self.outcome == Outcome::Met {
            return String::new();
        }
        let failed = self.in_the_way().any(|finding| finding.outcome == Outcome::NotMet);
        let said: Vec<&str> = self
            .in_the_way()
            .filter(|finding| !failed || finding.outcome == Outcome::NotMet)
            .map(|finding| if finding.note.is_empty() { finding.clause.word() } else { finding.note.as_str() })
            .collect();
        said.join("; ")
    }

    /// The open alternative with the fewest failures, then the fewest open points; the first of equals.
    fn nearest_alternative(&self) -> Option<u8> {
        let mut alternatives: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
        for finding in self.findings.iter().filter(|finding| finding.alternative > 0) {
            let (failed, open) = alternatives.entry(finding.alternative).or_default();
            *failed += usize::from(finding.outcome == Outcome::NotMet);
            *open += usize::from(finding.outcome != Outcome::Met);
        }
        alternatives.into_iter().min_by_key(|(_, distance)| *distance).map(|(number, _)| number)
    }

    /// As `thidua assess --json` prints it (CONTRACT.md §1).
    pub fn report(&self, subject: &str) -> Report {
        Report {
            subject: subject.to_owned(),
            award: self.award.code().to_owned(),
            year: self.year.0,
            regime: self.regime.code.clone(),
            outcome: self.outcome.code().to_owned(),
            findings: self.findings.iter().map(ReportedFinding::of).collect(),
        }
    }

    /// As it is stored with a dossier, so that an old file still explains itself after the law has changed.
    pub fn record(&self, subject: &str) -> Record {
        Record {
            report: self.report(subject),
            regime_name: self.regime.name.clone(),
            received: self.received,
            as_of: self.as_of,
            criteria: self.findings.iter().map(|finding| finding.criterion.clone()).collect(),
            remarks: self.remarks.iter().map(RecordedRemark::of).collect(),
            local_documents: self.local_documents.iter().map(|document| document.to_string()).collect(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub subject: String,
    pub award: String,
    pub year: i32,
    pub regime: String,
    pub outcome: String,
    pub findings: Vec<ReportedFinding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedFinding {
    pub clause: String,
    pub alternative: u8,
    pub outcome: String,
    pub citation: String,
    pub confidence: String,
    pub facts: Vec<String>,
    pub note: String,
}

impl ReportedFinding {
    fn of(finding: &Finding) -> Self {
        Self {
            clause: finding.clause.code().to_owned(),
            alternative: finding.alternative,
            outcome: finding.outcome.code().to_owned(),
            citation: finding.citation.clone().into_owned(),
            confidence: finding.confidence.code().to_owned(),
            facts: finding.facts.clone(),
            note: finding.note.clone(),
        }
    }
}

/// A stored assessment: the report, and what a reader of later years needs beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    #[serde(flatten)]
    pub report: Report,
    pub regime_name: String,
    pub received: Option<NaiveDate>,
    pub as_of: NaiveDate,
    /// The criteria in words, one for each finding.
    pub criteria: Vec<String>,
    pub remarks: Vec<RecordedRemark>,
    pub local_documents: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedRemark {
    pub code: String,
    pub text: String,
    pub citation: String,
}

impl RecordedRemark {
    fn of(remark: &Remark) -> Self {
        Self { code: remark.code.to_owned(), text: remark.text.clone(), citation: remark.citation.clone().into_owned() }
    }
}
