//! The pages of a meeting itself and of its preparation: ready words, no raw codes.

use askama::Template;

use super::files::Attachment;
use super::meeting::Meeting;
use super::store::Row;
use super::voting;
use crate::domain::council_meeting::State;
use crate::domain::date::format_date;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::attached::size_words;
use crate::web::forms::{Choice, TypedFields};
use crate::web::history::HistoryEntry;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A meeting in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub council: String,
    pub board: String,
    pub held_on: String,
    pub begun_at: String,
    pub ended_at: String,
    pub place: String,
    pub state: State,
    pub rules: Vec<&'static str>,
    pub members: usize,
    pub present: usize,
    pub lines: usize,
    pub minutes_no: String,
    /// "4/9" while the vote runs and after.
    pub turnout: String,
    pub result: String,
}

impl Detail {
    pub fn of(meeting: &Meeting, version: i64) -> Self {
        let it = &meeting.row;
        let (voted, all) = meeting.turnout();
        Self {
            id: it.id.to_string(),
            version,
            year: it.year,
            council: meeting.council.words(),
            board: meeting.board.as_ref().map_or_else(String::new, |board| board.council.words()),
            held_on: format_date(it.held_on),
            begun_at: it.begun_at.clone(),
            ended_at: it.ended_at.clone(),
            place: it.place.clone(),
            state: it.state,
            rules: rules(it),
            members: meeting.members.len(),
            present: meeting.present(),
            lines: meeting.items.len(),
            minutes_no: it.minutes_no.clone(),
            turnout: if all == 0 { String::new() } else { format!("{voted}/{all}") },
            result: it.result_id.map_or_else(String::new, |id| format!("/council-results/{id}")),
        }
    }

    pub fn own_address(&self) -> String {
        format!("/council-meetings/{}", self.id)
    }

    pub fn address(&self, page: &str) -> String {
        format!("/council-meetings/{}/{page}", self.id)
    }

    pub fn is_voting(&self) -> bool {
        self.state == State::Voting
    }
}

/// The local rules of a meeting, each in a sentence.
fn rules(it: &Row) -> Vec<&'static str> {
    let mut rules = vec![if it.votes_on_own {
        "Thành viên được bỏ phiếu cho chính mình."
    } else {
        "Thành viên không bỏ phiếu cho chính mình và người thân; những dòng đó nằm ở tờ phiếu riêng."
    }];
    if it.spares_own_unit {
        rules.push("Thành viên không bỏ phiếu cho hồ sơ của đơn vị mình.");
    }
    rules.push(if it.counts_recused {
        "Tỷ lệ tính trên tổng số thành viên Hội đồng, kể cả người không bỏ phiếu dòng đó."
    } else {
        "Theo quy chế, người không được bỏ phiếu một dòng không tính vào tổng số của dòng đó."
    });
    rules
}

pub struct ListLine {
    pub address: String,
    pub held_on: String,
    pub place: String,
    pub state: State,
    pub lines: i64,
    pub minutes_no: String,
}

#[derive(Template)]
#[template(path = "council_meetings/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub years: Vec<Choice>,
    pub lines: Vec<ListLine>,
    pub can_keep: bool,
}

#[derive(Template)]
#[template(path = "council_meetings/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub back: String,
    pub is_new: bool,
    pub councils: Vec<Choice>,
    pub boards: Vec<Choice>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// A step of the meeting, as a task list shows it.
pub struct Task {
    pub label: &'static str,
    pub address: String,
    pub words: String,
    pub tag: &'static str,
    pub state: &'static str,
}

/// A file of the meeting.
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub size: String,
}

impl FileLine {
    pub fn of(file: Attachment) -> Self {
        Self { id: file.id.to_string(), name: file.file_name, size: size_words(file.size) }
    }
}

#[derive(Template)]
#[template(path = "council_meetings/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    pub tasks: Vec<Task>,
    /// What the reader can do now, the first one before all others.
    pub acts: Vec<(&'static str, String)>,
    pub warnings: Vec<String>,
    pub voided: Vec<String>,
    pub files: Vec<FileLine>,
    pub amendments: Vec<(String, String, String)>,
    pub history: Vec<HistoryEntry>,
    pub can_prepare: bool,
    pub can_attach: bool,
    pub can_write_on: bool,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl ShowPage {
    pub fn endings(&self) -> &'static str {
        crate::web::attached::ENDINGS
    }
}

/// What stands in the way of a fair vote, each in a sentence.
pub fn warnings(meeting: &Meeting, least_boxes: i64) -> Vec<String> {
    let mut warnings = Vec::new();
    if meeting.row.state.is_prepared() {
        warnings.extend(voting::missing_to_start(meeting, least_boxes));
    }
    if !meeting.row.state.has_counts() {
        for (item, vote, threshold) in meeting.out_of_reach() {
            warnings.push(format!(
                "{}: dù mọi người được bỏ phiếu đều đồng ý cũng chỉ {}. {}.",
                item.name,
                vote.words(),
                threshold.words()
            ));
        }
    }
    warnings
}

/// What is secret, how, and what is not: for the director and the auditor.
#[derive(Template)]
#[template(path = "council_meetings/secrecy.html")]
pub struct SecrecyPage {
    pub shell: Shell,
    pub least_boxes: i64,
}
