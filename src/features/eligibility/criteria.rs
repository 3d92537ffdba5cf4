//! An assessment in the words of a page: computed just now, or kept with an old file.

use super::store::Kept;
use crate::domain::date;
use crate::domain::eligibility::{Assessment, Finding, Outcome, Record, ReportedFinding};
use crate::domain::law::{ClauseType, Confidence};
use crate::web::status::Tagged;

/// One line of the table: criterion, law, facts found, result.
#[derive(Debug, Clone)]
pub struct Criterion {
    pub clause: String,
    /// "" for what must hold for all; else the alternative's heading.
    pub alternative: u8,
    pub criterion: String,
    pub citation: String,
    pub confidence: &'static str,
    pub facts: Vec<String>,
    pub note: String,
    pub outcome: String,
    pub tag: &'static str,
    /// Only a person can judge it, so the page offers to.
    pub is_human: bool,
}

/// The whole table with what stands above and below it.
#[derive(Debug, Clone)]
pub struct Criteria {
    pub outcome: String,
    pub tag: &'static str,
    pub regime: String,
    /// By the rules of which day, and why of that.
    pub day: String,
    pub basis: Basis,
    pub criteria: Vec<Criterion>,
    /// Text and citation of each.
    pub remarks: Vec<(String, String)>,
    pub local_documents: Vec<String>,
}

/// Why the rules of a day apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The dossier reached the secretariat on it.
    Received,
    /// The year has ended and no receipt was noted.
    YearEnd,
    /// It is today, and nothing has been received.
    Preview,
}

impl Criteria {
    /// Computed just now; `is_known` says whether the day of receipt was on record.
    pub fn of(assessment: &Assessment, is_known: bool) -> Self {
        let day = date::format_date(assessment.as_of);
        Self {
            outcome: assessment.outcome.word().to_owned(),
            tag: assessment.outcome.tag(),
            regime: assessment.regime.name.clone(),
            basis: match (assessment.received, is_known) {
                (None, _) => Basis::Preview,
                (Some(_), true) => Basis::Received,
                (Some(_), false) => Basis::YearEnd,
            },
            day,
            criteria: assessment.findings.iter().map(Criterion::of).collect(),
            remarks: assessment.remarks.iter().map(|it| (it.text.clone(), it.citation.clone().into_owned())).collect(),
            local_documents: assessment.local_documents.iter().map(|it| it.to_string()).collect(),
        }
    }

    /// As it was kept under the law of its day.
    pub fn kept(kept: &Kept) -> Self {
        let record: &Record = &kept.record;
        let outcome = Outcome::from_code(&record.report.outcome);
        Self {
            outcome: said(outcome, &record.report.outcome),
            tag: outcome.map_or("", |it| it.tag()),
            regime: record.regime_name.clone(),
            basis: Basis::Received,
            day: date::format_date(kept.received_on),
            criteria: record
                .report
                .findings
                .iter()
                .zip(&record.criteria)
                .map(|(finding, criterion)| Criterion::kept(finding, criterion))
                .collect(),
            remarks: record.remarks.iter().map(|it| (it.text.clone(), it.citation.clone())).collect(),
            local_documents: record.local_documents.clone(),
        }
    }
}

impl Criterion {
    fn of(finding: &Finding) -> Self {
        Self {
            clause: finding.clause.code().to_owned(),
            alternative: finding.alternative,
            criterion: finding.criterion.clone(),
            citation: finding.citation.clone().into_owned(),
            confidence: unchecked(Some(finding.confidence), finding.is_confirmed),
            facts: finding.facts.clone(),
            note: finding.note.clone(),
            outcome: finding.outcome.word().to_owned(),
            tag: finding.outcome.tag(),
            is_human: finding.clause.is_human(),
        }
    }

    fn kept(finding: &ReportedFinding, criterion: &str) -> Self {
        let outcome = Outcome::from_code(&finding.outcome);
        Self {
            clause: finding.clause.clone(),
            alternative: finding.alternative,
            criterion: criterion.to_owned(),
            citation: finding.citation.clone(),
            confidence: unchecked(Confidence::from_code(&finding.confidence), false),
            facts: finding.facts.clone(),
            note: finding.note.clone(),
            outcome: said(outcome, &finding.outcome),
            tag: outcome.map_or("", |it| it.tag()),
            is_human: ClauseType::from_code(&finding.clause).is_some_and(ClauseType::is_human),
        }
    }
}

/// The word of an outcome; a code that later programs no longer know stands as it was kept.
fn said(outcome: Option<Outcome>, kept: &str) -> String {
    outcome.map_or_else(|| kept.to_owned(), |outcome| outcome.word().to_owned())
}

/// What is said beside an article that nobody has compared with the official text.
const fn unchecked(confidence: Option<Confidence>, is_confirmed: bool) -> &'static str {
    match confidence {
        Some(Confidence::Recall) if !is_confirmed => "Chưa đối chiếu văn bản gốc",
        Some(Confidence::Practice) => "Thông lệ",
        _ => "",
    }
}
