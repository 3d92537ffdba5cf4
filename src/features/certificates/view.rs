//! The pages of certificates: ready words, no raw codes.

use askama::Template;
use chrono::NaiveDate;

use super::act::CertificateAct;
use super::entering::serial_field;
use super::form::ActForm;
use super::lines::Line;
use super::store::{Blank, Counts};
use crate::domain::certificate::State;
use crate::domain::date::format_date;
use crate::error::FieldErrors;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::papers::{Mark, Sheet};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// How many there are of each.
pub struct Sums {
    pub standing: i64,
    pub missing: i64,
    /// Entered, and not handed over.
    pub printed: i64,
    pub spoiled: i64,
    pub handed_over: i64,
    pub to_come_back: i64,
}

impl Sums {
    pub fn of(counts: &Counts) -> Self {
        Self {
            standing: counts.standing,
            missing: counts.missing(),
            printed: counts.of(State::Printed),
            spoiled: counts.of(State::Spoiled),
            handed_over: counts.of(State::HandedOver),
            to_come_back: counts.to_come_back,
        }
    }
}

/// A decision of the list.
pub struct DecisionLine {
    pub address: String,
    pub number: String,
    pub decided_on: String,
    pub abstract_line: String,
    pub sums: Sums,
}

#[derive(Template)]
#[template(path = "certificates/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<DecisionLine>,
}

/// The decision of a page.
#[derive(Debug, Clone)]
pub struct Head {
    pub id: String,
    pub number: String,
    pub decided_on: String,
    pub year: String,
    /// Still stands, so that its certificates can be entered.
    pub is_in_force: bool,
}

impl Head {
    pub fn address(&self, rest: &str) -> String {
        format!("/certificates/decisions/{}{rest}", self.id)
    }

    /// "05/QĐ-STC ngày 14/07/2014"
    pub fn said(&self) -> String {
        format!("{} ngày {}", self.number, self.decided_on)
    }
}

/// One award of a decision, whose stock is printed by itself.
pub struct OfAward {
    pub code: String,
    pub name: String,
    pub has_stock: bool,
    pub sums: Sums,
}

/// Somebody's certificate in a list.
pub struct CertificateLine {
    pub id: String,
    pub version: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    pub book: String,
    pub serial: String,
    pub state: Option<State>,
    pub is_revoked: bool,
    pub must_come_back: bool,
    pub is_picked: bool,
    /// The field of its serial, and what was typed.
    pub serial_field: String,
    pub typed_serial: String,
}

impl CertificateLine {
    pub fn of(line: &Line, serial: Option<String>) -> Self {
        Self {
            id: line.id.to_string(),
            version: String::new(),
            name: line.name.clone(),
            unit: unit_beside(&line.name, &line.unit_name),
            award: award_name(line.award, line.year).to_owned(),
            book: line.certificate.as_ref().map_or_else(String::new, |it| format!("{}/{}", it.book_no, it.book_year)),
            serial: serial.unwrap_or_default(),
            state: line.state(),
            is_revoked: line.is_revoked(),
            must_come_back: line.must_come_back(),
            is_picked: true,
            serial_field: serial_field(line.id),
            typed_serial: String::new(),
        }
    }

    /// To be picked, with what was typed before.
    pub fn picked(line: &Line, version: i64, typed: &TypedFields, is_fresh: bool) -> Self {
        let field = serial_field(line.id);
        Self {
            version: version.to_string(),
            is_picked: is_fresh || typed.has(&format!("pick_{}", line.id)),
            typed_serial: typed.of(&field).to_owned(),
            ..Self::of(line, None)
        }
    }
}

#[derive(Template)]
#[template(path = "certificates/decision.html")]
pub struct DecisionPage {
    pub shell: Shell,
    pub it: Head,
    pub awards: Vec<OfAward>,
    pub lines: Vec<CertificateLine>,
    pub paging: Paging,
    pub can_keep: bool,
}

impl DecisionPage {
    pub fn can_hand_over(&self) -> bool {
        self.can_keep && self.awards.iter().any(|it| it.sums.printed > 0)
    }
}

#[derive(Template)]
#[template(path = "certificates/entry.html")]
pub struct EntryPage {
    pub shell: Shell,
    pub it: Head,
    pub award_code: String,
    pub award: String,
    pub lines: Vec<CertificateLine>,
    /// Beyond those of this page.
    pub more: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "certificates/handover.html")]
pub struct HandoverPage {
    pub shell: Shell,
    pub it: Head,
    pub lines: Vec<CertificateLine>,
    pub more: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// What became of one blank.
pub struct BlankLine {
    pub serial: String,
    pub state: State,
    pub printed_on: String,
    pub fate: String,
}

impl BlankLine {
    pub fn of(it: &Blank) -> Self {
        Self { serial: it.serial.clone(), state: it.state, printed_on: format_date(it.printed_on), fate: fate(it) }
    }
}

/// "Lê Thị Hoa nhận ngày 20/07/2014; hỏng ngày 21/07/2014: in lệch"
pub fn fate(it: &Blank) -> String {
    let day = |day: Option<NaiveDate>| day.map(format_date);
    let said = [
        day(it.handed_on).map(|day| format!("{} nhận ngày {day}", it.received_by)),
        day(it.spoiled_on).map(|day| format!("hỏng ngày {day}: {}", it.reason)),
        day(it.returned_on).map(|day| format!("thu hồi ngày {day}")),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[derive(Template)]
#[template(path = "certificates/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Head,
    pub line: CertificateLine,
    pub sheet: Sheet,
    pub blanks: Vec<BlankLine>,
    pub acts: Vec<CertificateAct>,
    pub can_enter: bool,
    pub history: Vec<HistoryEntry>,
}

#[derive(Template)]
#[template(path = "certificates/act.html")]
pub struct ActPage {
    pub shell: Shell,
    pub it: Head,
    pub line: CertificateLine,
    pub act: CertificateAct,
    pub form: ActForm,
    pub errors: FieldErrors,
}

impl ActPage {
    pub fn is(&self, address: &str) -> bool {
        self.act.address() == address
    }
}
