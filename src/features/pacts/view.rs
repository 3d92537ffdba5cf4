//! The pages of pacts.

use askama::Template;

use super::form::{ActForm, BulkForm, PactForm};
use super::ops::{Listed, Pact};
use super::reports::Report;
use super::signing::Signature;
use crate::domain::date::{format_date, format_date_time, local};
use crate::domain::ids::*;
use crate::domain::pact::{Quarter, ReportState, Side, State};
use crate::domain::target::Verdict;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::targets::ops::{TargetChoices, TargetForm, TargetLine};
use crate::web::forms::{Choice, TypedFields, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

pub struct Line {
    pub id: PactId,
    pub version: i64,
    pub unit: String,
    pub state: State,
    /// Whose signature is still missing.
    pub awaited: String,
    pub signed_on: String,
    pub targets: i64,
}

impl Line {
    pub fn of(it: Listed) -> Self {
        Self {
            id: it.id,
            version: it.version,
            unit: it.unit_name,
            state: it.standing.state,
            awaited: it.standing.awaited(),
            signed_on: it.standing.signed_on.map_or_else(|| "–".to_owned(), format_date),
            targets: it.targets,
        }
    }
}

#[derive(Template)]
#[template(path = "pacts/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub unit: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub states: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub can_edit: bool,
    pub has_drafts: bool,
    /// The side for which the reader signs many at once, while any wait.
    pub signs: Option<Side>,
}

/// A pact in words.
pub struct Detail {
    pub id: PactId,
    pub version: i64,
    pub year: Year,
    pub unit: String,
    pub movement: String,
    pub movement_address: String,
    pub state: State,
    pub edition: i64,
    pub awaited: String,
    pub signed_on: String,
    pub commitments: String,
    pub support: String,
}

impl Detail {
    pub fn of(it: Pact) -> Self {
        let movement_address = it.content.movement.map_or_else(String::new, |id| format!("/movements/{id}"));
        Self {
            id: it.id,
            version: it.version,
            year: it.content.year,
            unit: it.unit_name,
            movement: it.movement.unwrap_or_else(|| "–".to_owned()),
            movement_address,
            state: it.standing.state,
            edition: it.standing.edition,
            awaited: it.standing.awaited(),
            signed_on: it.standing.signed_on.map_or_else(|| "Chưa ký".to_owned(), format_date),
            commitments: it.content.commitments,
            support: it.content.support,
        }
    }

    pub fn address(&self, rest: &str) -> String {
        format!("/pacts/{}/{rest}", self.id)
    }

    pub fn is_draft(&self) -> bool {
        self.state == State::Draft
    }
}

/// A signature in words.
pub struct SignatureLine {
    pub side: Side,
    pub signer: String,
    pub position: String,
    pub at: String,
    pub day: String,
    pub edition: i64,
}

impl SignatureLine {
    pub fn of(it: &Signature) -> Self {
        let at = it.signed_at.and_utc();
        Self {
            side: it.side,
            signer: it.signer(),
            position: it.signer_position.clone(),
            at: format_date_time(at),
            day: format_date(local(at).date()),
            edition: it.edition,
        }
    }
}

/// A quarter on the page of a pact.
pub struct QuarterLine {
    pub quarter: Quarter,
    /// `None` while it cannot be reported yet.
    pub verdict: Option<Verdict>,
    pub report: Option<ReportState>,
    pub about: String,
    /// Empty while it cannot be reported yet and nobody has.
    pub verb: &'static str,
}

/// What the reader may do with the pact as it stands.
#[derive(Default)]
pub struct Acts {
    pub edit: bool,
    pub take_back: bool,
    /// For which sides he signs now.
    pub sign: Vec<Side>,
}

#[derive(Template)]
#[template(path = "pacts/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub acts: Acts,
    pub targets: Vec<TargetLine>,
    /// Of this offering; older ones are void.
    pub signatures: Vec<SignatureLine>,
    pub void: Vec<SignatureLine>,
    pub quarters: Vec<QuarterLine>,
    pub history: Vec<HistoryEntry>,
    pub errors: FieldErrors,
}

impl ShowPage {
    pub fn target_base(&self) -> String {
        if self.acts.edit { self.it.address("targets") } else { String::new() }
    }
}

#[derive(Template)]
#[template(path = "pacts/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: PactForm,
    pub errors: FieldErrors,
    pub units: UnitChoices,
    pub movements: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "pacts/target.html")]
pub struct TargetPage {
    pub shell: Shell,
    pub it: Detail,
    pub action: String,
    pub is_new: bool,
    pub form: TargetForm,
    pub errors: FieldErrors,
    pub choices: TargetChoices,
}

impl TargetPage {
    pub fn removal(&self) -> String {
        format!("{}/removal", self.action)
    }
}

#[derive(Template)]
#[template(path = "pacts/signing.html")]
pub struct SigningPage {
    pub shell: Shell,
    pub it: Detail,
    pub side: Side,
    pub form: ActForm,
    pub errors: FieldErrors,
    pub targets: Vec<TargetLine>,
    pub signatures: Vec<SignatureLine>,
}

#[derive(Template)]
#[template(path = "pacts/withdrawal.html")]
pub struct WithdrawalPage {
    pub shell: Shell,
    pub it: Detail,
    pub form: ActForm,
    pub errors: FieldErrors,
    pub signatures: Vec<SignatureLine>,
}

#[derive(Template)]
#[template(path = "pacts/drafting.html")]
pub struct DraftingPage {
    pub shell: Shell,
    pub form: BulkForm,
    pub errors: FieldErrors,
    pub sources: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "pacts/offering.html")]
pub struct OfferingPage {
    pub shell: Shell,
    pub year: String,
    pub errors: FieldErrors,
    pub lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "pacts/signing_many.html")]
pub struct SigningManyPage {
    pub shell: Shell,
    pub form: BulkForm,
    pub side: Side,
    pub errors: FieldErrors,
    pub lines: Vec<Line>,
}

impl SigningManyPage {
    pub fn has_chosen(&self, line: &Line) -> bool {
        self.form.pact.contains(&format!("{}:{}", line.id, line.version))
    }
}

/// One target on the page of a quarter.
pub struct ReportRow {
    pub id: TargetId,
    pub indicator: String,
    pub goal: String,
    pub is_bound: bool,
    pub measure: String,
    /// "2.590,7"; "Chưa có số".
    pub value: String,
    pub as_of: String,
    pub verdict: Verdict,
    pub note: String,
}

#[derive(Template)]
#[template(path = "pacts/report.html")]
pub struct ReportPage {
    pub shell: Shell,
    pub it: Detail,
    pub quarter: Quarter,
    pub report: Option<Report>,
    pub rows: Vec<ReportRow>,
    pub verdict: Verdict,
    pub form: TypedFields,
    pub act: ActForm,
    pub errors: FieldErrors,
    pub can_report: bool,
    pub can_decide: bool,
}

impl ReportPage {
    pub fn typed(&self, part: &str, id: &TargetId) -> &str {
        self.form.of(&format!("{part}_{id}"))
    }

    pub fn action(&self) -> String {
        self.it.address(&format!("progress/{}", self.quarter.number))
    }

    pub fn step(&self, rest: &str) -> String {
        self.it.address(&format!("progress/{}/{rest}", self.quarter.number))
    }

    /// "Lê Thị Hoa, 05/07/2014 10:00"; empty while nobody has reported.
    pub fn reported(&self) -> String {
        self.report.as_ref().map_or_else(String::new, |it| {
            format!("{}, {}", it.reported_by, format_date_time(it.reported_at.and_utc()))
        })
    }

    pub fn decided(&self) -> String {
        let decided = self.report.as_ref().and_then(|it| Some((it.decided_by.clone(), it.decided_at?)));
        decided.map_or_else(String::new, |(who, at)| format!("{who}, {}", format_date_time(at.and_utc())))
    }
}

/// A unit in the overview: of each quarter its verdict and its report.
pub struct OverviewLine {
    pub id: PactId,
    pub unit: String,
    pub code: String,
    pub cells: Vec<Cell>,
}

#[derive(Clone)]
pub struct Cell {
    pub quarter: Quarter,
    /// `None` while the quarter runs and nobody has reported.
    pub verdict: Option<Verdict>,
    pub report: Option<ReportState>,
}

#[derive(Template)]
#[template(path = "pacts/overview.html")]
pub struct OverviewPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub files: String,
    pub quarters: Vec<Quarter>,
    pub lines: Vec<OverviewLine>,
    pub paging: Paging,
}
