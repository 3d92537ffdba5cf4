//! What is typed about a pact: its head, a quarter's report, the choices of acts on many.

use serde::Deserialize;

use super::ops::{From, Pact, Seen, TypedPact, TypedReport};
use crate::domain::ids::*;
use crate::domain::pact::Side;
use crate::domain::target::Quantity;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::targets::ops::Target;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct PactForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub unit_code: String,
    #[serde(default)]
    pub movement: String,
    #[serde(default)]
    pub commitments: String,
    #[serde(default)]
    pub support: String,
}

impl PactForm {
    pub fn of(it: &Pact) -> Self {
        Self {
            version: it.version,
            year: it.content.year.to_string(),
            unit_code: it.unit_code.clone(),
            movement: it.content.movement.map_or_else(String::new, |id| id.to_string()),
            commitments: it.content.commitments.clone(),
            support: it.content.support.clone(),
        }
    }

    pub fn parse(&self) -> Result<TypedPact, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang giao ước.");
        let unit_code = check.line("unit_code", &self.unit_code, 40, "Chọn đơn vị ký giao ước.");
        let movement = match self.movement.as_str() {
            "" => None,
            id => check.choice("movement", id.parse().ok().map(MovementId), "Chọn một phong trào trong danh sách."),
        };
        let commitments = check.optional_text("commitments", &self.commitments, TEXT);
        let support = check.optional_text("support", &self.support, TEXT);
        check.finish(|| Some(TypedPact { year: year?, unit_code, movement, commitments, support }))
    }
}

/// A step on one pact as typed: each takes of it what it needs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ActForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub side: String,
    #[serde(default)]
    pub note: String,
}

impl ActForm {
    pub fn parse_note(&self, missing: &str) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let note = check.text("note", &self.note, 1_000, missing);
        check.finish(|| Some(note))
    }

    pub fn parse_side(&self) -> Result<Side, FieldErrors> {
        let mut check = Check::new();
        let side = check.choice("side", Side::from_code(&self.side), "Chọn ký thay bên nào.");
        check.finish(|| side)
    }
}

/// An act on many pacts of a year.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct BulkForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub side: String,
    /// Id and version as they were read: `12:3`.
    #[serde(default)]
    pub pact: Vec<String>,
}

impl BulkForm {
    pub fn parse_year(&self, check: &mut Check) -> Option<Year> {
        check.choice("year", Year::parse(&self.year), "Chọn năm thi đua.")
    }

    pub fn parse_from(&self) -> Result<(Year, From), FieldErrors> {
        let mut check = Check::new();
        let year = self.parse_year(&mut check);
        let from = match self.from.as_str() {
            "last_year" => Some(From::LastYear),
            id => id.parse().ok().map(|id| From::Movement(MovementId(id))),
        };
        let from = check.choice("from", from, "Chọn lập từ phong trào nào, hoặc từ giao ước năm trước.");
        check.finish(|| Some((year?, from?)))
    }

    pub fn parse_signing(&self) -> Result<(Side, Vec<Seen>), FieldErrors> {
        let mut check = Check::new();
        let side = check.choice("side", Side::from_code(&self.side), "Chọn ký thay bên nào.");
        let seen = |typed: &String| {
            let (id, version) = typed.split_once(':')?;
            Some(Seen { id: PactId(id.parse().ok()?), version: version.parse().ok()? })
        };
        let chosen: Option<Vec<Seen>> = self.pact.iter().map(seen).collect();
        let chosen = check.choice("pacts", chosen, "Danh sách giao ước chưa đúng. Mở lại trang rồi chọn lại.");
        check.finish(|| Some((side?, chosen?)))
    }
}

/// The report of a quarter: `value_7` and `note_7` of the target 7, and `note` of all.
pub fn parse_report(form: &TypedFields, targets: &[Target]) -> Result<TypedReport, FieldErrors> {
    let mut check = Check::new();
    let mut report = TypedReport::default();
    for target in targets {
        let (value, note) = (format!("value_{}", target.id), format!("note_{}", target.id));
        if !target.content.source.is_bound() {
            match Quantity::parse(form.of(&value)) {
                Ok(quantity) => {
                    report.values.insert(target.id, quantity);
                }
                Err(words) => {
                    let label = &target.content.indicator;
                    check.errors.add(&value, format!("Số thực hiện của “{label}” chưa đúng. {words}"));
                }
            }
        }
        report.notes.insert(target.id, check.optional_line(&note, form.of(&note), LINE));
    }
    report.note = check.optional_text("note", form.of("note"), TEXT);
    check.finish(|| Some(report))
}
