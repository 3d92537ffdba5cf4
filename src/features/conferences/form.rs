//! What is typed of a conference: its plan, then what came of it.

use serde::Deserialize;

use super::ops::{Found, Held, Plan};
use crate::domain::date::format_date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct PlanForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub planned_on: String,
    #[serde(default)]
    pub due_on: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub chair: String,
    #[serde(default)]
    pub union_chair: String,
    #[serde(default)]
    pub agenda: String,
}

impl PlanForm {
    pub fn filled(it: &Found) -> Self {
        Self {
            version: it.version,
            year: it.year.to_string(),
            title: it.title.clone(),
            planned_on: format_date(it.planned_on),
            due_on: it.due_on.map_or_else(String::new, format_date),
            place: it.place.clone(),
            chair: it.chair.clone(),
            union_chair: it.union_chair.clone(),
            agenda: it.agenda.clone(),
        }
    }

    pub fn parse(&self) -> Result<Plan, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("title", Year::parse(&self.year), "Năm thi đua chưa đúng. Mở lại trang hội nghị.");
        let title = check.line("title", &self.title, LINE, "Nhập tên hội nghị.");
        let planned_on = check.date("planned_on", &self.planned_on, "Ngày dự kiến họp");
        let due_on = check.optional_date("due_on", &self.due_on, "Hạn tổ chức");
        let place = check.line("place", &self.place, LINE, "Nhập địa điểm họp, ví dụ hội trường tầng 3.");
        let chair = check.line("chair", &self.chair, LINE, "Nhập họ tên người chủ trì về chính quyền.");
        let union_chair = check.optional_line("union_chair", &self.union_chair, LINE);
        let agenda = check.optional_text("agenda", &self.agenda, TEXT);
        check.finish(|| {
            Some(Plan { year: year?, title, planned_on: planned_on?, due_on, place, chair, union_chair, agenda })
        })
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct HeldForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub held_on: String,
    #[serde(default)]
    pub called: String,
    #[serde(default)]
    pub attended: String,
    #[serde(default)]
    pub resolutions: String,
    #[serde(default)]
    pub reason: String,
}

const PEOPLE: std::ops::RangeInclusive<i64> = 0..=1_000_000;

impl HeldForm {
    pub fn filled(it: &Found) -> Self {
        let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
        Self {
            version: it.version,
            held_on: format_date(it.held_on.unwrap_or(it.planned_on)),
            called: number(it.called),
            attended: number(it.attended),
            resolutions: it.resolutions.clone(),
            reason: String::new(),
        }
    }

    pub fn parse(&self) -> Result<Held, FieldErrors> {
        let mut check = Check::new();
        let held_on = check.date("held_on", &self.held_on, "Ngày họp");
        let called = check.whole("called", &self.called, "Số được triệu tập", 1..=*PEOPLE.end());
        let attended = check.whole("attended", &self.attended, "Số dự họp", PEOPLE);
        let resolutions = check.text("resolutions", &self.resolutions, TEXT, "Ghi nội dung hội nghị đã quyết nghị.");
        let reason = check.optional_text("reason", &self.reason, 1_000);
        check.finish(|| Some(Held { held_on: held_on?, called: called?, attended: attended?, resolutions, reason }))
    }
}
