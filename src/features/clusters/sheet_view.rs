//! The page of a unit's score sheet: to read, to score, to verify.

use askama::Template;

use super::files::Attachment;
use super::ops::{Cell, Row, Table};
use super::view::{Head, or_dash};
use crate::domain::date::{self, format_date, format_date_time};
use crate::domain::emulation_cluster::{Manner, SheetState};
use crate::domain::ids::*;
use crate::error::FieldErrors;
use crate::web::attached::{ENDINGS, size_words};
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A unit at one criterion, in words.
pub struct CellLine {
    pub number: usize,
    /// Set where a group begins.
    pub group: String,
    pub content: String,
    pub manner: Manner,
    pub most: String,
    pub own: String,
    pub verified: String,
    /// What counts in the total.
    pub points: String,
    pub explanation: String,
    pub reason: String,
    /// How the program counts it, or why it cannot.
    pub words: String,
    /// Where the numbers stand: word and address.
    pub links: Vec<(String, String)>,
    /// Somebody writes points here.
    pub is_written: bool,
}

impl CellLine {
    /// `shows_own`: the unit's own points and what was said to them are the reader's to see.
    pub fn all(table: &Table, row: &Row, shows_own: bool) -> Vec<Self> {
        let mut last = "";
        let mut lines = Vec::with_capacity(row.cells.len());
        for (number, (it, cell)) in (1..).zip(table.criteria.iter().zip(&row.cells)) {
            let content = &it.content;
            let begins = content.group_name != last;
            last = &content.group_name;
            let told = |words: &str| if shows_own { words.to_owned() } else { String::new() };
            let is_sent = row.sheet.is_open();
            lines.push(Self {
                number,
                group: if begins { content.group_name.clone() } else { String::new() },
                content: content.content.clone(),
                manner: content.manner,
                most: content.most.to_string(),
                own: own_words(cell, shows_own || is_sent),
                verified: or_dash(cell.verified.filter(|_| is_sent)),
                points: or_dash(cell.points),
                explanation: told(&cell.explanation),
                reason: told(&cell.reason),
                words: cell.counted.as_ref().map_or_else(String::new, |it| it.words.clone()),
                links: cell.counted.as_ref().map_or_else(Vec::new, |it| it.links.clone()),
                is_written: cell.is_scored_by_unit(),
            });
        }
        lines
    }

    pub fn field(&self, name: &str) -> String {
        format!("{name}_{}", self.number)
    }

    /// "Tối đa 20 điểm."
    pub fn hint(&self) -> String {
        match self.manner {
            Manner::Bonus => format!("Điểm thưởng, tối đa {} điểm. Không có thì để trống hoặc nhập 0.", self.most),
            Manner::Minus => format!("Điểm bị trừ, tối đa {} điểm. Không có thì để trống hoặc nhập 0.", self.most),
            _ => format!("Tối đa {} điểm.", self.most),
        }
    }
}

fn own_words(cell: &Cell, is_shown: bool) -> String {
    if cell.is_scored_by_unit() && is_shown { or_dash(cell.own) } else { "–".to_owned() }
}

pub struct FileLine {
    pub id: ClusterFileId,
    pub name: String,
    /// "tiêu chí 3, 1,2 MB, 12/07/2014"
    pub about: String,
}

impl FileLine {
    pub fn of(it: &Attachment) -> Self {
        let day = format_date(date::local(it.added_at.and_utc()).date());
        let what = if it.ordinal == 0 { "cả phiếu".to_owned() } else { format!("tiêu chí {}", it.ordinal) };
        Self { id: it.id, name: it.file_name.clone(), about: format!("{what}, {}, {day}", size_words(it.size)) }
    }
}

/// A unit's sheet in words.
pub struct SheetHead {
    pub id: ClusterSheetId,
    pub version: i64,
    pub unit: String,
    pub code: String,
    pub state: SheetState,
    pub total: String,
    /// "2"; empty while it has none.
    pub rank: String,
    pub tie: String,
    /// "Nguyễn Thị Hoa, 12/07/2014 09:00"
    pub submitted: String,
    pub confirmed: String,
    pub returned_because: String,
}

impl SheetHead {
    pub fn of(row: &Row) -> Self {
        let (sheet, unit) = (&row.sheet, &row.unit);
        let signed = |who: &str, at: Option<chrono::NaiveDateTime>| {
            at.map_or_else(String::new, |at| format!("{who}, {}", format_date_time(at.and_utc())))
        };
        Self {
            id: sheet.id,
            version: sheet.version,
            unit: unit.name.clone(),
            code: unit.code.clone(),
            state: sheet.state,
            total: row.total.to_string(),
            rank: row.rank.map_or_else(String::new, |rank| rank.to_string()),
            tie: row.tie.clone(),
            submitted: signed(&sheet.submitted_name, sheet.submitted_at),
            confirmed: if sheet.state == SheetState::Confirmed {
                signed(&sheet.confirmed_name, sheet.confirmed_at)
            } else {
                String::new()
            },
            returned_because: sheet.returned_because.clone(),
        }
    }

    pub fn address(&self, rest: &str) -> String {
        if rest.is_empty() {
            format!("/cluster-sheets/{}", self.id)
        } else {
            format!("/cluster-sheets/{}/{rest}", self.id)
        }
    }
}

/// What the reader may do with the sheet as it stands.
#[derive(Default)]
pub struct SheetActs {
    pub score: bool,
    pub submit: bool,
    pub verify: bool,
    pub give_back: bool,
    pub name_scribe: bool,
    /// Explanations and evidence are his to read.
    pub see: bool,
}

#[derive(Template)]
#[template(path = "clusters/sheet.html")]
pub struct SheetPage {
    pub shell: Shell,
    pub cluster: Head,
    pub it: SheetHead,
    pub acts: SheetActs,
    pub lines: Vec<CellLine>,
    /// "Tối đa 100 điểm."
    pub worth: String,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub files: Vec<FileLine>,
    /// Criteria that a file can be evidence of.
    pub ordinals: Vec<Choice>,
    /// Code and name of who writes for the head; empty where nobody does.
    pub scribe: String,
    pub scribe_name: String,
    pub history: Vec<HistoryEntry>,
}

impl SheetPage {
    pub fn endings(&self) -> &'static str {
        ENDINGS
    }

    pub fn typed(&self, name: &str, line: &CellLine) -> &str {
        self.form.of(&line.field(name))
    }

    /// A line that the unit or whoever verifies writes on.
    pub fn file_removal(&self, file: &FileLine) -> String {
        self.it.address(&format!("files/{}/removal", file.id))
    }
}

#[derive(Template)]
#[template(path = "clusters/verification.html")]
pub struct VerifyPage {
    pub shell: Shell,
    pub cluster: Head,
    pub it: SheetHead,
    pub can_give_back: bool,
    pub lines: Vec<CellLine>,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub files: Vec<FileLine>,
}

impl VerifyPage {
    pub fn typed(&self, name: &str, line: &CellLine) -> &str {
        self.form.of(&line.field(name))
    }
}
