//! The pages of councils.

use askama::Template;
use chrono::NaiveDate;

use super::ops::Council;
use super::store::Sitting;
use crate::domain::council::CouncilKind;
use crate::domain::date::format_date;
use crate::domain::ids::CouncilId;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;

pub fn address(id: CouncilId) -> String {
    format!("/councils/{id}")
}

/// The places of such a council, as its kind calls them.
pub fn seats(kind: CouncilKind) -> Vec<Choice> {
    kind.seats().iter().map(|seat| Choice::new(seat.code(), seat.word_in(kind))).collect()
}

/// A council in words.
pub struct Line {
    pub address: String,
    pub kind: &'static str,
    pub decision: String,
    pub starts_on: String,
    /// Empty while no end is known.
    pub ends_on: String,
    pub state: &'static str,
    pub tag: &'static str,
    pub members: usize,
}

impl Line {
    pub fn of(it: &Council, today: NaiveDate, members: usize) -> Self {
        let (state, tag) = match it.term() {
            term if term.holds(today) => ("Đang hoạt động", "tag--ok"),
            term if term.is_over_on(today) => ("Đã kết thúc", ""),
            _ => ("Chưa bắt đầu", "tag--info"),
        };
        Self {
            address: address(it.id),
            kind: it.kind.word(),
            decision: it.words(),
            starts_on: format_date(it.starts_on),
            ends_on: it.ends_on.map_or_else(String::new, format_date),
            state,
            tag,
            members,
        }
    }
}

/// The councils of a kind, the newest first.
pub struct Group {
    pub code: &'static str,
    pub kind: &'static str,
    pub lines: Vec<Line>,
}

impl Group {
    pub fn all(lines: Vec<(CouncilKind, Line)>) -> Vec<Self> {
        let mut groups: Vec<Self> = CouncilKind::ALL
            .iter()
            .map(|kind| Self { code: kind.code(), kind: kind.word(), lines: Vec::new() })
            .collect();
        for (kind, line) in lines {
            if let Some(group) = groups.iter_mut().find(|group| group.code == kind.code()) {
                group.lines.push(line);
            }
        }
        groups
    }
}

#[derive(Template)]
#[template(path = "councils/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub groups: Vec<Group>,
    pub can_keep: bool,
}

#[derive(Template)]
#[template(path = "councils/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub kinds: Vec<Choice>,
    /// Those that a new one of their kind would end.
    pub open: Vec<String>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// Somebody's seat in words.
pub struct MemberLine {
    pub address: String,
    pub code: String,
    pub name: String,
    pub position: String,
    pub seat: &'static str,
    pub votes: bool,
    pub starts_on: String,
    pub ends_on: String,
    /// Set while he sits there although he has left the agency.
    pub left_on: String,
}

impl MemberLine {
    pub fn of(council: &Council, it: &Sitting, today: NaiveDate) -> Self {
        let left = it.left_on.filter(|left| *left < today && it.ends_on.is_none_or(|last| last > *left));
        Self {
            address: format!("{}/seats/{}", address(council.id), it.id),
            code: it.code.clone(),
            name: it.name.clone(),
            position: format!("{}, {}", it.position, it.unit_name),
            seat: it.seat.word_in(council.kind),
            votes: it.votes,
            starts_on: format_date(it.starts_on),
            ends_on: it.ends_on.map_or_else(String::new, format_date),
            left_on: left.filter(|left| council.term().holds(*left)).map_or_else(String::new, format_date),
        }
    }
}

#[derive(Template)]
#[template(path = "councils/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub line: Line,
    /// Who sits in it today, or sat in it on its last day.
    pub members: Vec<MemberLine>,
    pub voters: usize,
    /// Seats that are over or have not begun.
    pub others: Vec<MemberLine>,
    pub seats: Vec<Choice>,
    pub can_keep: bool,
    pub version: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub history: Vec<HistoryEntry>,
}

impl ShowPage {
    fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.line.address)
    }
}

#[derive(Template)]
#[template(path = "councils/edit.html")]
pub struct EditPage {
    pub shell: Shell,
    pub line: Line,
    pub version: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "councils/seat.html")]
pub struct SeatPage {
    pub shell: Shell,
    pub line: Line,
    pub member: MemberLine,
    pub seats: Vec<Choice>,
    pub is_over: bool,
    /// Entered today, so that it may be taken out.
    pub is_fresh: bool,
    pub version: i64,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl SeatPage {
    fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.member.address)
    }
}
