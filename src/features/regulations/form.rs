//! What is typed of a regulation, its parts, and the ends it can come to.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{Content, NewCap, NewCriterion, NewScoreLine, NewVoteRule, Rounding};
use super::vocabulary;
use crate::domain::date;
use crate::domain::law::{AwardCode, ClauseType, MonthDay};
use crate::domain::subject::SubjectKind;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TypedFields};

const ARTICLE: usize = 40;
const MISSING_DOCUMENT: &str = "Nhập số và tên loại văn bản, ví dụ Quyết định 12/2024/QĐ-UBND.";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct RegulationForm {
    #[serde(default)]
    pub document_no: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub effective_from: String,
    #[serde(default)]
    pub publicity_days: String,
    #[serde(default)]
    pub registration_due: String,
    #[serde(default)]
    pub requires_registration: String,
    #[serde(default)]
    pub version: i64,
}

impl RegulationForm {
    pub fn of(it: &Content, version: i64) -> Self {
        Self {
            document_no: it.document_no.clone(),
            title: it.title.clone(),
            effective_from: date::format_date(it.effective_from),
            publicity_days: it.publicity_days.map_or_else(String::new, |days| days.to_string()),
            registration_due: it.due().map_or_else(String::new, |due| due.to_string()),
            requires_registration: if it.requires_registration { "true".to_owned() } else { String::new() },
            version,
        }
    }

    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let document_no = check.line("document_no", &self.document_no, LINE, MISSING_DOCUMENT);
        let title = check.line("title", &self.title, LINE, "Nhập tên quy chế.");
        let effective_from = check.date("effective_from", &self.effective_from, "Ngày có hiệu lực");
        let publicity_days = match self.publicity_days.trim() {
            "" => None,
            typed => check.whole("publicity_days", typed, "Số ngày niêm yết", 0..=60),
        };
        let registration_due = month_day(&self.registration_due);
        if registration_due.is_none() {
            check.errors.add("registration_due", "Nhập ngày/tháng, ví dụ 15/03.");
        }
        let requires_registration = !self.requires_registration.is_empty();
        check.finish(|| {
            Some(Content {
                document_no,
                title,
                effective_from: effective_from?,
                effective_to: None,
                publicity_days,
                registration_due: registration_due?,
                requires_registration,
            })
        })
    }
}

/// "03-15" for "15/3"; empty for nothing typed.
fn month_day(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(String::new());
    }
    let (day, month) = typed.split_once('/')?;
    let stored = format!("{:02}-{:02}", month.trim().parse::<u32>().ok()?, day.trim().parse::<u32>().ok()?);
    MonthDay::try_from(stored.clone()).ok().map(|_| stored)
}

/// Whom a criterion or cap is about, as one choice: "CSTDCS:person".
pub fn award_value(award: AwardCode, subject: SubjectKind) -> String {
    format!("{}:{}", award.code(), subject.code())
}

/// What [`award_value`] wrote.
pub fn award_of(value: &str) -> Option<(AwardCode, SubjectKind)> {
    let (award, subject) = value.split_once(':')?;
    let (award, subject) = (AwardCode::from_code(award)?, SubjectKind::from_code(subject)?);
    award.award().takes(subject).then_some((award, subject))
}

/// The type of clause that was chosen, if it speaks of such subjects.
pub fn type_of(code: &str, subject: SubjectKind) -> Option<ClauseType> {
    ClauseType::from_code(code).filter(|kind| vocabulary::types(subject).contains(kind))
}

const CHOOSE_AWARD: &str = "Chọn danh hiệu, hình thức khen thưởng.";

pub fn criterion(form: &TypedFields) -> Result<NewCriterion, FieldErrors> {
    let mut check = Check::new();
    let award = check.choice("award", award_of(form.of("award")), CHOOSE_AWARD);
    let kind = award.and_then(|(_, subject)| type_of(form.of("clause"), subject));
    let kind = check.choice("clause", kind, "Chọn loại tiêu chuẩn.");
    let article = check.optional_line("article", form.of("article"), ARTICLE);
    let clause = match kind.map(|kind| vocabulary::written(kind, form)) {
        Some(Ok(clause)) => clause,
        Some(Err(errors)) => {
            check.errors.0.extend(errors.0);
            String::new()
        }
        None => String::new(),
    };
    check.finish(|| award.map(|(award, subject)| NewCriterion { article, award, subject, clause }))
}

const SHARE: &str = "Nhập tỷ lệ phần trăm từ 0,01 đến 100, ví dụ 15.";

pub fn cap(form: &TypedFields) -> Result<NewCap, FieldErrors> {
    let mut check = Check::new();
    let award = check.choice("award", award_of(form.of("award")), CHOOSE_AWARD);
    let share = check.choice("share", vocabulary::share(form.of("share")), SHARE);
    let rounding = check.choice("rounding", Rounding::from_code(form.of("rounding")), "Chọn cách làm tròn.");
    let manager_share = match form.of("manager_share").trim() {
        "" => None,
        typed => check.choice("manager_share", vocabulary::share(typed), SHARE),
    };
    let article = check.optional_line("article", form.of("article"), ARTICLE);
    check.finish(|| {
        let (award, subject) = award?;
        Some(NewCap { article, award, subject, share: share?, rounding: rounding?, manager_share })
    })
}

pub fn vote_rule(form: &TypedFields) -> Result<NewVoteRule, FieldErrors> {
    let mut check = Check::new();
    let award = check.choice("award", AwardCode::from_code(form.of("award")), CHOOSE_AWARD);
    let threshold = check.choice("threshold", vocabulary::share(form.of("threshold")), SHARE);
    let article = check.optional_line("article", form.of("article"), ARTICLE);
    check.finish(|| Some(NewVoteRule { article, award: award?, threshold: threshold? }))
}

pub fn score_line(form: &TypedFields) -> Result<NewScoreLine, FieldErrors> {
    let mut check = Check::new();
    let subject = check.choice("subject", SubjectKind::from_code(form.of("subject")), "Chọn cá nhân hoặc tập thể.");
    let name = check.line("name", form.of("name"), LINE, "Nhập nội dung chấm điểm.");
    let points = check.whole("points", form.of("points"), "Điểm tối đa", 1..=100);
    check.finish(|| Some(NewScoreLine { subject: subject?, name, points: points? }))
}

/// The last day of one in force, with the reason.
pub fn ending(form: &TypedFields) -> Result<(NaiveDate, String), FieldErrors> {
    let mut check = Check::new();
    let last_day = check.date("effective_to", form.of("effective_to"), "Ngày cuối còn hiệu lực");
    let reason = check.text("reason", form.of("reason"), 1_000, "Nêu văn bản thay thế hoặc lý do hết hiệu lực.");
    check.finish(|| last_day.map(|day| (day, reason)))
}

/// Why one was entered by mistake.
pub fn withdrawal(form: &TypedFields) -> Result<String, FieldErrors> {
    let mut check = Check::new();
    let reason = check.text("withdrawn_because", form.of("withdrawn_because"), 1_000, "Nêu lý do thu lại.");
    check.finish(|| Some(reason))
}
