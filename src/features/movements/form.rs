//! What is typed about a movement: its head, its parts, the acts on it, the reviews.

use chrono::NaiveDate;
use serde::Deserialize;

use super::ops::{Amendment, Content, ENDS_BEFORE, Movement, Part, PlanLine, Task, Text4};
use super::sections::Section;
use crate::domain::date;
use crate::domain::law::AwardCode;
use crate::domain::movement::Origin;
use crate::domain::subject::SubjectKind;
use crate::domain::target::Quantity;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE, TEXT, TypedFields};

/// Rows of tasks the form offers.
pub const TASKS: usize = 12;
/// Rows of the plan of commendation.
pub const PLAN: usize = 6;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct MovementForm {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub origin: String,
    #[serde(default)]
    pub launched_by: String,
    #[serde(default)]
    pub higher_document: String,
    #[serde(default)]
    pub document_number: String,
    #[serde(default)]
    pub starts_on: String,
    #[serde(default)]
    pub ends_on: String,
    #[serde(default)]
    pub aims: String,
    #[serde(default)]
    pub version: i64,
}

impl MovementForm {
    pub fn of(it: Movement) -> Self {
        let content = it.content;
        Self {
            year: content.year.to_string(),
            name: content.name,
            origin: content.origin.code().to_owned(),
            launched_by: content.launched_by,
            higher_document: content.higher_document,
            document_number: content.document_number,
            starts_on: date::format_date(content.starts_on),
            ends_on: date::format_date(content.ends_on),
            aims: content.aims,
            version: it.version,
        }
    }

    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Chọn năm thi đua.");
        let name = check.line("name", &self.name, LINE, "Nhập tên phong trào.");
        let origin = check.choice("origin", Origin::from_code(&self.origin), "Chọn nguồn gốc phong trào.");
        let launched_by = check.line("launched_by", &self.launched_by, LINE, "Nhập cơ quan hoặc người phát động.");
        let higher_document = if origin == Some(Origin::Received) {
            let missing = "Nhập số văn bản phát động của cấp trên.";
            check.line("higher_document", &self.higher_document, 60, missing)
        } else {
            String::new()
        };
        let document_number = check.optional_line("document_number", &self.document_number, 60);
        let starts_on = check.date("starts_on", &self.starts_on, "Ngày bắt đầu");
        let ends_on = check.date("ends_on", &self.ends_on, "Ngày kết thúc");
        if let (Some(starts_on), Some(ends_on)) = (starts_on, ends_on)
            && ends_on < starts_on
        {
            check.errors.add("ends_on", ENDS_BEFORE);
        }
        let aims = check.optional_text("aims", &self.aims, TEXT);
        check.finish(|| {
            Some(Content {
                year: year?,
                name,
                origin: origin?,
                launched_by,
                higher_document,
                document_number,
                starts_on: starts_on?,
                ends_on: ends_on?,
                aims,
            })
        })
    }
}

/// The form of tasks as stored.
pub fn fill_tasks(form: &mut TypedFields, tasks: Vec<Task>) {
    for (row, task) in (1..).zip(tasks) {
        form.set(format!("content_{row}"), task.content);
        form.set(format!("unit_{row}"), task.unit_code.unwrap_or_default());
        form.set(format!("due_{row}"), task.due_on.map_or_else(String::new, date::format_date));
    }
}

/// The form of the plan as stored.
pub fn fill_plan(form: &mut TypedFields, plan: Vec<PlanLine>, words: &str) {
    for (row, line) in (1..).zip(plan) {
        form.set(format!("award_{row}"), format!("{}:{}", line.award.code(), line.kind.code()));
        form.set(format!("most_{row}"), line.most.to_string());
    }
    form.set("words", words);
}

/// What was typed of one part.
pub fn parse_part(section: Section, form: &TypedFields) -> Result<Part, FieldErrors> {
    let mut check = Check::new();
    let part = match section {
        Section::Tasks => Part::Tasks((1..=TASKS).filter_map(|row| task(&mut check, form, row)).collect()),
        Section::Criteria => {
            let mut of = |field: &str| check.optional_text(field, form.of(field), TEXT);
            Part::Criteria([of("criteria_units"), of("criteria_people"), of("criteria_leaders")])
        }
        Section::Units => match form.of("which") {
            "all" => Part::Units(None),
            "chosen" => Part::Units(Some(form.codes_of("take_").map(str::to_owned).collect())),
            _ => {
                check.errors.add("which", "Chọn mọi đơn vị hoặc chọn từng đơn vị.");
                Part::Units(None)
            }
        },
        Section::Plan => {
            let lines = (1..=PLAN).filter_map(|row| plan_line(&mut check, form, row)).collect();
            Part::Plan(lines, check.optional_text("words", form.of("words"), TEXT))
        }
    };
    check.finish(|| Some(part))
}

/// The task of one row; a row left empty is none.
fn task(check: &mut Check, form: &TypedFields, row: usize) -> Option<(String, String, Option<NaiveDate>)> {
    let named = |part: &str| format!("{part}_{row}");
    if ["content", "unit", "due"].iter().all(|part| form.of(&named(part)).trim().is_empty()) {
        return None;
    }
    let field = named("content");
    let content = check.text(&field, form.of(&field), 500, &format!("Nhập nội dung nhiệm vụ {row}."));
    let field = named("unit");
    let unit = check.optional_line(&field, form.of(&field), 40);
    let field = named("due");
    let due_on = check.optional_date(&field, form.of(&field), "Thời hạn");
    Some((content, unit, due_on))
}

fn plan_line(check: &mut Check, form: &TypedFields, row: usize) -> Option<PlanLine> {
    let (award, most) = (format!("award_{row}"), format!("most_{row}"));
    if form.of(&award).is_empty() && form.of(&most).trim().is_empty() {
        return None;
    }
    let named = form.of(&award).split_once(':').and_then(|(award, kind)| {
        let (award, kind) = (AwardCode::from_code(award)?, SubjectKind::from_code(kind)?);
        award.award().takes(kind).then_some((award, kind))
    });
    let named = check.choice(&award, named, "Chọn danh hiệu, hình thức trong danh sách.");
    let most = check.whole(&most, form.of(&most), "Số lượng", 1..=100_000);
    let (award, kind) = named?;
    Some(PlanLine { award, kind, most: most? })
}

/// An act on a movement as typed: each takes of it what it needs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ActForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub leave_out: String,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub document_number: String,
    #[serde(default)]
    pub ends_on: String,
    #[serde(default)]
    pub aims: String,
    #[serde(default)]
    pub value: String,
    #[serde(default)]
    pub on: String,
    #[serde(default)]
    pub note: String,
}

impl ActForm {
    pub fn parse_note(&self, missing: &str) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let note = check.text("note", &self.note, 1_000, missing);
        check.finish(|| Some(note))
    }

    pub fn parse_year(&self) -> Result<Year, FieldErrors> {
        let mut check = Check::new();
        let year = check.choice("year", Year::parse(&self.year), "Chọn năm thi đua.");
        check.finish(|| year)
    }

    pub fn parse_amendment(&self) -> Result<Amendment, FieldErrors> {
        let mut check = Check::new();
        let document_number = check.optional_line("document_number", &self.document_number, 60);
        let ends_on = check.date("ends_on", &self.ends_on, "Ngày kết thúc");
        let aims = check.text("aims", &self.aims, TEXT, "Nhập mục tiêu.");
        let reason = check.text("note", &self.note, 1_000, "Nêu lý do điều chỉnh.");
        check.finish(|| Some(Amendment { document_number, ends_on: ends_on?, aims, reason }))
    }

    /// A value entered by hand, and of which day it is.
    pub fn parse_figure(&self) -> Result<(Quantity, NaiveDate), FieldErrors> {
        let mut check = Check::new();
        let value = Quantity::parse(&self.value);
        let value = value.map_err(|words| check.errors.add("value", format!("Số thực hiện chưa đúng. {words}"))).ok();
        let on = check.date("on", &self.on, "Ngày tính số");
        check.finish(|| Some((value?, on?)))
    }
}

/// The review of a unit as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ReviewForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub tasks_done: String,
    #[serde(default)]
    pub result: String,
    #[serde(default)]
    pub shortcomings: String,
    #[serde(default)]
    pub proposal: String,
    #[serde(default)]
    pub note: String,
}

impl ReviewForm {
    pub fn of(text: &Text4, version: i64) -> Self {
        Self {
            version,
            tasks_done: text.tasks_done.clone(),
            result: text.result.clone(),
            shortcomings: text.shortcomings.clone(),
            proposal: text.proposal.clone(),
            note: String::new(),
        }
    }

    pub fn parse(&self) -> Result<Text4, FieldErrors> {
        let mut check = Check::new();
        let tasks_done = check.text("tasks_done", &self.tasks_done, TEXT, "Nêu những nhiệm vụ đơn vị đã làm.");
        let result = check.text("result", &self.result, TEXT, "Nêu kết quả, có số liệu so với chỉ tiêu.");
        let shortcomings = check.optional_text("shortcomings", &self.shortcomings, TEXT);
        let proposal = check.optional_text("proposal", &self.proposal, TEXT);
        check.finish(|| Some(Text4 { tasks_done, result, shortcomings, proposal }))
    }

    pub fn parse_remark(&self) -> Result<String, FieldErrors> {
        let mut check = Check::new();
        let remark = check.text("note", &self.note, 1_000, "Nhập ý kiến của lãnh đạo.");
        check.finish(|| Some(remark))
    }
}
