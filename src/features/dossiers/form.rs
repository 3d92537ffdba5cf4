//! What is typed to propose, to write the report, and to take a step.

use chrono::NaiveDate;
use serde::Deserialize;

use super::mend::Mend;
use super::ops::{Proposal, Return};
use crate::domain::dossier::Kind;
use crate::domain::dossier::report;
use crate::domain::ids::{MovementId, RegistrationId};
use crate::domain::law::AwardCode;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::Check;
use crate::web::steps::StepForm;

/// One sentence.
const ACHIEVEMENT: usize = 500;
const NO_AWARD: &str = "Chưa chọn danh hiệu. Chọn một danh hiệu trong danh sách.";

/// A proposal as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct DossierForm {
    #[serde(default)]
    pub year: String,
    /// Number of the registration it comes of; empty without one.
    #[serde(default)]
    pub registration: String,
    #[serde(default)]
    pub subject_code: String,
    #[serde(default)]
    pub award_code: String,
    #[serde(default)]
    pub kind: String,
    /// Number of the movement, for a thematic commendation.
    #[serde(default)]
    pub movement: String,
    #[serde(default)]
    pub achievement: String,
    #[serde(default)]
    pub version: i64,
}

impl DossierForm {
    pub fn parse(&self) -> Result<Proposal, FieldErrors> {
        let mut check = Check::new();
        let subject_code =
            check.line("subject_code", &self.subject_code, 40, "Chọn người hoặc đơn vị được đề nghị.").to_uppercase();
        let award = check.choice("award_code", AwardCode::from_code(&self.award_code), NO_AWARD);
        let kind = check.choice("kind", Kind::from_code(&self.kind), "Chưa chọn loại khen thưởng. Chọn một loại.");
        let achievement = check.optional_line("achievement", &self.achievement, ACHIEVEMENT);
        let year = check.choice("award_code", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang này.");
        let registration = self.registration.parse().ok().map(RegistrationId);
        let movement = self.movement.parse().ok().map(MovementId).filter(|_| kind == Some(Kind::Thematic));
        check.finish(|| {
            Some(Proposal {
                year: year?,
                subject_code,
                award: award?,
                kind: kind?,
                movement,
                registration,
                achievement,
            })
        })
    }
}

/// A section of the report as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SectionForm {
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub version: i64,
    /// Set by the button "Lưu nháp".
    #[serde(default)]
    pub draft: String,
}

impl SectionForm {
    pub fn parse(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let content = check.optional_text("content", &self.content, report::LONGEST);
        check.finish(|| Some(content))
    }

    pub fn is_draft(&self) -> bool {
        !self.draft.is_empty()
    }
}

/// A step as typed: each takes of it what it needs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ActForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub reason: Vec<String>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub mend_field: String,
    #[serde(default)]
    pub due: String,
    #[serde(default)]
    pub award_code: String,
    #[serde(default)]
    pub holder: String,
    #[serde(default)]
    pub received_on: String,
}

/// Reasons that are often given, offered as check boxes.
pub const COMMON_REASONS: &[&str] =
    &["Thành tích chưa có số liệu so sánh.", "Thiếu minh chứng.", "Danh hiệu chưa phù hợp."];

impl ActForm {
    pub fn has_chosen(&self, reason: &str) -> bool {
        self.reason.iter().any(|given| given == reason)
    }

    /// Chosen and typed.
    pub fn parse_reason(&self) -> Result<String, FieldErrors> {
        let step = StepForm { version: self.version, reason: self.reason.clone(), note: self.note.clone() };
        step.parse_reason(COMMON_REASONS)
    }

    pub fn parse_return(&self) -> Result<Return, FieldErrors> {
        let mut check = Check::new();
        let reason = match self.parse_reason() {
            Ok(reason) => reason,
            Err(errors) => {
                check.errors = errors;
                String::new()
            }
        };
        let due_on = check.optional_date("due", &self.due, "Hạn sửa");
        check.finish(|| Some(Return { reason, mend: Mend::from_code(&self.mend_field), due_on }))
    }

    /// What must be said in so many words.
    fn note(&self, check: &mut Check, missing: &str) -> String {
        check.text("note", &self.note, 1_000, missing)
    }

    pub fn parse_note(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let note = self.note(&mut check, "Nêu lý do.");
        check.finish(|| Some(note))
    }

    pub fn parse_downgrade(&self) -> Result<(AwardCode, String), FieldErrors> {
        let mut check = Check::new();
        let award = check.choice("award_code", AwardCode::from_code(&self.award_code), NO_AWARD);
        let note = self.note(&mut check, "Nêu lý do hạ mức đề nghị.");
        check.finish(|| Some((award?, note)))
    }

    /// The colleague's login name and the note to him, which may be empty.
    pub fn parse_hand_over(&self) -> Result<(String, String), FieldErrors> {
        let mut check = Check::new();
        let holder = check.line("holder", &self.holder, 60, "Chọn người nhận xử lý.");
        let note = check.optional_text("note", &self.note, 1_000);
        check.finish(|| Some((holder, note)))
    }

    pub fn parse_receipt(&self) -> Result<(NaiveDate, String), FieldErrors> {
        let mut check = Check::new();
        let day = check.date("received_on", &self.received_on, "Ngày nhận");
        let note = self.note(&mut check, "Nêu lý do sửa ngày nhận.");
        check.finish(|| Some((day?, note)))
    }
}
