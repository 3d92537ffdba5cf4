//! The pages of movements.

use askama::Template;

use super::acts::Act;
use super::files::Attachment;
use super::form::{ActForm, MovementForm, PLAN, ReviewForm, TASKS};
use super::ops::{Movement, PlanLine, Task};
use super::sections::Section;
use crate::domain::date::{self, format_date, format_date_time};
use crate::domain::dossier::report::Progress;
use crate::domain::ids::*;
use crate::domain::movement::{Origin, Review, Standing};
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::features::targets::ops::{TargetChoices, TargetForm, TargetLine};
use crate::web::attached::{ENDINGS, size_words};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// Rows of a table to type that stand open on an empty form; the others unfold.
const OPEN_ROWS: usize = 3;

/// A movement in words.
pub struct Detail {
    pub id: MovementId,
    pub version: i64,
    pub year: Year,
    pub name: String,
    pub standing: Standing,
    pub is_received: bool,
    pub launched_by: String,
    pub higher_document: String,
    pub document_number: String,
    pub starts_on: String,
    pub ends_on: String,
    pub aims: String,
    pub criteria: [(&'static str, String); 3],
    pub plan_words: String,
    pub cancelled_because: String,
    /// "Vũ Mạnh Phú, 15/01/2014 08:00"; empty before, and where nobody noted it.
    pub launched: String,
}

impl Detail {
    pub fn of(it: Movement, today: chrono::NaiveDate) -> Self {
        let standing = it.standing(today);
        let launched = it.launched_at.map(|at| format!("{}, {}", it.launched_name, format_date_time(at.and_utc())));
        let content = it.content;
        Self {
            id: it.id,
            version: it.version,
            year: content.year,
            name: content.name,
            standing,
            is_received: content.origin == Origin::Received,
            launched_by: content.launched_by,
            higher_document: content.higher_document,
            document_number: content.document_number,
            starts_on: format_date(content.starts_on),
            ends_on: format_date(content.ends_on),
            aims: content.aims,
            criteria: [
                ("Tập thể", it.criteria_units),
                ("Cá nhân", it.criteria_people),
                ("Lãnh đạo", it.criteria_leaders),
            ],
            plan_words: it.plan_words,
            cancelled_because: it.cancelled_because,
            launched: launched.unwrap_or_default(),
        }
    }

    pub fn address(&self, rest: &str) -> String {
        format!("/movements/{}/{rest}", self.id)
    }

    pub fn is_draft(&self) -> bool {
        self.standing == Standing::Draft
    }

    pub fn has_criteria(&self) -> bool {
        self.criteria.iter().any(|(_, words)| !words.is_empty())
    }
}

#[derive(Template)]
#[template(path = "movements/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub state: String,
    pub years: Vec<Choice>,
    pub states: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub lines: Vec<Detail>,
    pub can_edit: bool,
}

pub struct TaskLine {
    pub content: String,
    pub who: String,
    pub due: String,
    pub is_late: bool,
}

impl TaskLine {
    pub fn of(it: Task, today: chrono::NaiveDate) -> Self {
        Self {
            content: it.content,
            who: it.unit_name.unwrap_or_else(|| "Mọi đơn vị tham gia".to_owned()),
            due: it.due_on.map_or_else(|| "–".to_owned(), format_date),
            is_late: it.due_on.is_some_and(|due| due < today),
        }
    }
}

/// "Giấy khen, tập thể: nhiều nhất 3".
pub fn plan_words(line: &PlanLine, year: Year) -> String {
    let award = line.award.award().name_on(year.end());
    format!("{award}, {}: nhiều nhất {}", line.kind.word().to_lowercase(), line.most)
}

pub struct FileLine {
    pub id: MovementFileId,
    pub name: String,
    pub about: String,
}

impl FileLine {
    pub fn of(it: &Attachment) -> Self {
        let day = format_date(date::local(it.added_at.and_utc()).date());
        Self { id: it.id, name: it.file_name.clone(), about: format!("{}, {day}", size_words(it.size)) }
    }
}

/// A part of the draft in the task list.
pub struct SectionLine {
    pub word: &'static str,
    pub address: String,
    pub progress: Progress,
}

/// What the reader's own unit has to do.
pub struct Own {
    pub unit: String,
    pub tasks: Vec<TaskLine>,
    /// Word, address, whether it is written.
    pub reviews: Vec<(&'static str, String, bool)>,
    pub can_write: bool,
}

/// What the reader may do with the movement as it stands.
#[derive(Default)]
pub struct Acts {
    pub edit: bool,
    pub attach: bool,
    pub launch: bool,
    pub amend: bool,
    pub copy: bool,
    pub figure: bool,
    /// Propose a thematic commendation.
    pub propose: bool,
    /// See what all units have reported.
    pub follow: bool,
}

#[derive(Template)]
#[template(path = "movements/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub acts: Acts,
    pub sections: Vec<SectionLine>,
    pub tasks: Vec<TaskLine>,
    pub plan: Vec<String>,
    /// Thematic commendations proposed for it, and granted of them.
    pub proposed: i64,
    pub commended: i64,
    /// All that take part; only their number where they are too many to read.
    pub units: Vec<String>,
    pub unit_count: i64,
    pub units_chosen: bool,
    pub targets: Vec<TargetLine>,
    pub files: Vec<FileLine>,
    pub own: Option<Own>,
    pub history: Vec<HistoryEntry>,
    pub errors: FieldErrors,
}

impl ShowPage {
    pub fn endings(&self) -> &'static str {
        ENDINGS
    }

    pub fn file_removal(&self, file: &FileLine) -> String {
        self.it.address(&format!("files/{}/removal", file.id))
    }

    /// Where targets are changed, or their values entered.
    pub fn target_base(&self) -> String {
        if self.acts.edit || self.acts.figure { self.it.address("targets") } else { String::new() }
    }
}

#[derive(Template)]
#[template(path = "movements/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: MovementForm,
    pub errors: FieldErrors,
    pub years: Vec<Choice>,
    pub origins: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "movements/section.html")]
pub struct SectionPage {
    pub shell: Shell,
    pub it: Detail,
    pub section: Section,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub units: Vec<Choice>,
    pub awards: Vec<Choice>,
}

impl SectionPage {
    pub fn action(&self) -> String {
        self.it.address(&format!("sections/{}", self.section.code()))
    }

    fn rows(&self) -> (usize, [&'static str; 3]) {
        if self.section == Section::Plan { (PLAN, ["award", "most", ""]) } else { (TASKS, ["content", "unit", "due"]) }
    }

    /// The rows that stand open: those from the start, and as many as are filled in or faulty.
    pub fn open_rows(&self) -> std::ops::RangeInclusive<usize> {
        let (all, parts) = self.rows();
        let is_used = |row: &usize| {
            parts.iter().any(|part| {
                let field = format!("{part}_{row}");
                !self.form.of(&field).is_empty() || !self.errors.of(&field).is_empty()
            })
        };
        1..=(1..=all).rev().find(is_used).unwrap_or_default().max(OPEN_ROWS)
    }

    pub fn folded_rows(&self) -> std::ops::RangeInclusive<usize> {
        self.open_rows().end() + 1..=self.rows().0
    }

    pub fn typed(&self, part: &str, row: &usize) -> &str {
        self.form.of(&format!("{part}_{row}"))
    }

    pub fn takes(&self, code: &str) -> bool {
        self.form.has(&format!("take_{code}"))
    }

    pub fn which(&self) -> Vec<Choice> {
        vec![
            Choice::new("all", "Mọi tập thể có trong ngày phát động"),
            Choice::new("chosen", "Chỉ các đơn vị đánh dấu dưới đây"),
        ]
    }
}

/// The page of an act: amending, cancelling, copying, entering a figure.
#[derive(Template)]
#[template(path = "movements/act.html")]
pub struct ActPage {
    pub shell: Shell,
    pub it: Detail,
    pub act: Act,
    pub action: String,
    pub form: ActForm,
    pub errors: FieldErrors,
    pub years: Vec<Choice>,
    /// Of the target whose value is entered: "Hồ sơ đúng hạn: 98%".
    pub target: String,
}

#[derive(Template)]
#[template(path = "movements/launching.html")]
pub struct LaunchPage {
    pub shell: Shell,
    pub it: Detail,
    pub form: ActForm,
    pub errors: FieldErrors,
    pub tasks: Vec<TaskLine>,
    pub targets: Vec<TargetLine>,
    pub plan: Vec<String>,
    pub files: usize,
    /// "9 đơn vị: …"
    pub unit_words: String,
    /// Chosen units that do not exist any more.
    pub gone: Vec<String>,
}

#[derive(Template)]
#[template(path = "movements/target.html")]
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

/// A unit in the list of who has reported.
pub struct ReviewLine {
    pub unit: String,
    pub code: String,
    pub interim: String,
    pub last: String,
}

#[derive(Template)]
#[template(path = "movements/reviews.html")]
pub struct ReviewsPage {
    pub shell: Shell,
    pub it: Detail,
    pub missing: String,
    pub kinds: Vec<Choice>,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub counts: String,
    pub lines: Vec<ReviewLine>,
    pub paging: Paging,
}

#[derive(Template)]
#[template(path = "movements/review.html")]
pub struct ReviewPage {
    pub shell: Shell,
    pub it: Detail,
    pub kind: Review,
    pub unit: String,
    pub code: String,
    pub form: ReviewForm,
    pub errors: FieldErrors,
    /// "Lê Thị Hoa, 05/07/2014 10:00"; empty while nobody has written.
    pub written: String,
    pub remark: String,
    pub remarked: String,
    pub tasks: Vec<TaskLine>,
    pub targets: Vec<TargetLine>,
    pub can_write: bool,
    pub can_remark: bool,
}

impl ReviewPage {
    pub fn action(&self) -> String {
        self.it.address(&format!("reviews/{}/{}", self.kind.code(), self.code))
    }

    pub fn remark_action(&self) -> String {
        format!("{}/remark", self.action())
    }
}
