//! The pages of unit meetings: ready words, no raw codes.

use askama::Template;
use rust_decimal::Decimal;

use super::form::NewForm;
use super::ops::{Attendee, Becomes, Line, Listed, Meeting, State, Vote, present};
use crate::domain::date::format_date;
use crate::domain::ids::PersonId;
use crate::domain::number;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::forms::{Choice, TypedFields, UnitChoices};
use crate::web::history::HistoryEntry;
use crate::web::lists::Chip;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// A meeting in the list.
pub struct ListLine {
    pub id: String,
    pub unit: String,
    pub held_on: String,
    pub place: String,
    pub state: State,
    pub lines: i64,
    pub proposed: String,
}

impl ListLine {
    pub fn of(it: Listed) -> Self {
        Self {
            id: it.id.to_string(),
            unit: it.unit_name,
            held_on: format_date(it.held_on),
            place: it.place,
            lines: it.lines,
            proposed: if it.state == State::Open { "–".to_owned() } else { it.proposed.to_string() },
            state: it.state,
        }
    }
}

#[derive(Template)]
#[template(path = "unit_meetings/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub year: String,
    pub unit: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub files: String,
    pub lines: Vec<ListLine>,
    pub can_record: bool,
}

#[derive(Template)]
#[template(path = "unit_meetings/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub form: NewForm,
    pub errors: FieldErrors,
    /// Empty for a head, who records his own unit's.
    pub units: UnitChoices,
}

/// The meeting in words.
pub struct Detail {
    pub id: String,
    pub version: i64,
    pub year: Year,
    pub unit: String,
    pub held_on: String,
    pub place: String,
    pub chair: String,
    pub secretary: String,
    pub opinions: String,
    pub conclusion: String,
    pub state: State,
    pub present: i64,
    pub all: usize,
    /// "Nguyễn Văn Hải (nghỉ phép)"
    pub absent: Vec<String>,
    pub lines: Vec<LineView>,
}

/// What was voted on, in words.
pub struct LineView {
    pub name: String,
    pub code: String,
    pub award: &'static str,
    pub is_registered: bool,
    pub agree: i64,
    pub disagree: i64,
    pub percent: String,
    pub vote: Vote,
    /// Where its dossier stands; empty without one.
    pub dossier: String,
}

impl LineView {
    fn of(it: &Line, year: Year, present: i64) -> Self {
        Self {
            name: match it.subject_kind {
                SubjectKind::Unit => format!("Tập thể {}", it.subject_name),
                SubjectKind::Person => it.subject_name.clone(),
            },
            code: it.subject_code.clone(),
            award: it.award.award().name_on(year.end()),
            is_registered: it.registration.is_some(),
            agree: it.agree,
            disagree: it.disagree,
            percent: number::format_percent(number::percent(Decimal::from(it.agree), Decimal::from(present)), 1),
            vote: Vote::of(it.agree, it.disagree, present),
            dossier: it.dossier.map_or_else(String::new, |id| format!("/dossiers/{id}")),
        }
    }
}

impl Detail {
    pub fn of(it: &Meeting, attendees: &[Attendee], lines: &[Line]) -> Self {
        let present = present(attendees);
        let named = |seat: Option<PersonId>| {
            let found = attendees.iter().find(|attendee| Some(attendee.person) == seat);
            found.map_or_else(String::new, |attendee| attendee.name.clone())
        };
        let absent = attendees.iter().filter(|attendee| !attendee.is_present);
        Self {
            id: it.id.to_string(),
            version: it.version,
            year: it.year,
            unit: it.unit_name.clone(),
            held_on: format_date(it.held_on),
            place: it.place.clone(),
            chair: named(it.chair),
            secretary: named(it.secretary),
            opinions: it.opinions.clone(),
            conclusion: it.conclusion.clone(),
            state: it.state,
            present,
            all: attendees.len(),
            absent: absent.map(|it| format!("{} ({})", it.name, it.reason)).collect(),
            lines: lines.iter().map(|line| LineView::of(line, it.year, present)).collect(),
        }
    }

    /// Where a step is posted to.
    pub fn step_address(&self, step: &str) -> String {
        format!("/unit-meetings/{}/{step}", self.id)
    }
}

#[derive(Template)]
#[template(path = "unit_meetings/show.html")]
pub struct ShowPage {
    pub shell: Shell,
    pub it: Detail,
    /// It is open, and this user's to finish.
    pub can_edit: bool,
    pub history: Vec<HistoryEntry>,
}

/// Somebody of the unit in the form.
pub struct Member {
    pub code: String,
    pub name: String,
    pub position: String,
}

/// A stored line in the form: who and what stand fast, the votes are typed.
pub struct Fixed {
    pub row: usize,
    pub name: String,
    pub award: &'static str,
    pub is_registered: bool,
}

#[derive(Template)]
#[template(path = "unit_meetings/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub id: String,
    pub unit: String,
    pub year: Year,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub members: Vec<Member>,
    /// Those who can chair and write.
    pub people: Vec<Choice>,
    /// Whoever can be proposed: the collective and the people.
    pub subjects: Vec<Choice>,
    pub awards: Vec<Choice>,
    pub fixed: Vec<Fixed>,
    pub free: std::ops::RangeInclusive<usize>,
}

impl FormPage {
    pub fn action(&self) -> String {
        format!("/unit-meetings/{}", self.id)
    }
}

/// A line before the minutes are closed.
pub struct CheckLine {
    pub line: LineView,
    pub becomes: &'static str,
}

impl CheckLine {
    pub fn of(it: &Line, year: Year, present: i64, becomes: Becomes) -> Self {
        let becomes = match becomes {
            Becomes::Draft => "Lập hồ sơ nháp",
            Becomes::Linked(_) => "Gắn với hồ sơ đã có",
            Becomes::Nothing => "Không đề nghị",
        };
        Self { line: LineView::of(it, year, present), becomes }
    }
}

#[derive(Template)]
#[template(path = "unit_meetings/closing.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub it: Detail,
    pub errors: FieldErrors,
    pub lines: Vec<CheckLine>,
}
