//! The application in words: the form, what is still missing, and all of it in reading order.

use askama::Template;
use chrono::NaiveDate;

use super::application::{self, Participant, Progress};
use super::author_store::Author;
use super::comparison_view::Checked;
use super::form::{AuthorRow, InitiativeForm, NATURE, ParticipantRow};
use super::ops::Found;
use super::similar_titles::Titled;
use super::view::address_of;
use crate::domain::date;
use crate::domain::initiative::Answer;
use crate::error::FieldErrors;
use crate::web::forms::Choice;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

/// Rows of authors that stand open; the others unfold.
const OPEN_AUTHORS: usize = 3;
const OPEN_PARTICIPANTS: usize = 1;

#[derive(Template)]
#[template(path = "initiatives/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    pub is_new: bool,
    pub form: InitiativeForm,
    /// What "Kiểm tra trùng" found, and titles like the one typed.
    pub checked: Option<Checked>,
    pub titles: Vec<Titled>,
    pub errors: FieldErrors,
}

impl FormPage {
    fn authors(&self) -> Vec<AuthorRow> {
        AuthorRow::all(&self.form.rows)
    }

    fn open_authors(&self) -> Vec<AuthorRow> {
        self.authors().into_iter().filter(|row| row.number <= OPEN_AUTHORS).collect()
    }

    fn more_authors(&self) -> Vec<AuthorRow> {
        self.authors().into_iter().filter(|row| row.number > OPEN_AUTHORS).collect()
    }

    fn uses_more_authors(&self) -> bool {
        self.more_authors().iter().any(|row| !row.is_empty())
    }

    fn open_participants(&self) -> Vec<ParticipantRow> {
        let all = ParticipantRow::all(&self.form.rows).into_iter();
        all.filter(|row| row.number <= OPEN_PARTICIPANTS).collect()
    }

    fn more_participants(&self) -> Vec<ParticipantRow> {
        let all = ParticipantRow::all(&self.form.rows).into_iter();
        all.filter(|row| row.number > OPEN_PARTICIPANTS).collect()
    }

    fn uses_more_participants(&self) -> bool {
        self.more_participants().iter().any(|row| !row.is_empty())
    }

    fn most_of_nature(&self) -> usize {
        NATURE
    }
}

/// A part of the application in the list of what is missing.
pub struct PartLine {
    pub word: &'static str,
    pub progress: Progress,
    /// The field of the form at which it is written.
    pub address: String,
}

impl PartLine {
    pub fn all(it: &Found, has_files: bool, today: NaiveDate) -> Vec<Self> {
        let line = |part: application::Part| Self {
            word: part.word,
            progress: part.progress,
            address: match part.field {
                application::FILES => format!("{}#tep", address_of(&it.code)),
                field => format!("{}/edit#{field}", address_of(&it.code)),
            },
        };
        application::parts(it, has_files, today).into_iter().map(line).collect()
    }
}

impl Tagged for Progress {
    fn tag(&self) -> &'static str {
        match self {
            Self::Done => "tag--ok",
            Self::Missing => "tag--warn",
            Self::Optional => "",
        }
    }
}

/// An author with his word.
pub struct AuthorLine {
    pub name: String,
    pub code: String,
    pub percent: i32,
    pub qualification: String,
    pub answer: &'static str,
    pub tag: &'static str,
    /// On which day, why not, or by which paper.
    pub said: String,
}

impl AuthorLine {
    fn of(author: &Author, it: &Found) -> Self {
        let day = author.answered_on.map_or_else(String::new, date::format_date);
        let reason = &author.answer_reason;
        let said = if reason.is_empty() { day } else { format!("{day}: {reason}") };
        // Filed before anybody was asked, or come from a list.
        let unasked = if it.facts.state.is_editable() { "Chưa gửi xác nhận" } else { "Không ghi" };
        Self {
            name: author.name.clone(),
            code: author.code.clone(),
            percent: author.percent,
            qualification: author.qualification.clone(),
            answer: author.answer.map_or(unasked, Answer::word),
            tag: author.answer.map_or("", |answer| answer.tag()),
            said,
        }
    }
}

/// Somebody who took part in the first use.
pub struct ParticipantLine {
    pub name: String,
    pub birth_date: String,
    pub workplace: String,
    pub position: String,
    pub qualification: String,
    pub support: String,
}

impl ParticipantLine {
    fn of(it: &Participant) -> Self {
        Self {
            name: it.name.clone(),
            birth_date: it.birth_date.map_or_else(String::new, date::format_date),
            workplace: it.workplace.clone(),
            position: it.position.clone(),
            qualification: it.qualification.clone(),
            support: it.support.clone(),
        }
    }
}

/// The initiative it builds on.
pub struct Earlier {
    pub code: String,
    pub title: String,
    pub address: String,
}

/// A long text under its heading.
pub struct TextPart {
    pub heading: &'static str,
    pub text: String,
    pub is_confidential: bool,
}

/// The application in reading order; what is empty is left out.
pub struct Reading {
    pub investor: String,
    pub earlier: Option<Earlier>,
    pub authors: Vec<AuthorLine>,
    pub texts: Vec<TextPart>,
    pub participants: Vec<ParticipantLine>,
    /// Somebody has not been asked, or not answered.
    pub can_ask: bool,
    pub was_asked: bool,
}

impl Reading {
    pub fn of(it: &Found) -> Self {
        let said = &it.application;
        let part = |heading, text: &String, is_confidential| TextPart { heading, text: text.clone(), is_confidential };
        let texts = [
            part("Tóm tắt", &it.summary, false),
            part("Mô tả bản chất của sáng kiến", &said.nature, false),
            part("Thông tin cần được bảo mật", &said.confidential, true),
            part("Điều kiện cần thiết để áp dụng", &said.conditions, false),
            part("Lợi ích theo ý kiến của tác giả", &said.benefits_by_author, false),
            part("Lợi ích theo ý kiến của người, đơn vị đã áp dụng", &said.benefits_by_users, false),
        ];
        let earlier = || Earlier {
            code: said.continues.clone(),
            title: it.continued_title.clone(),
            address: address_of(&said.continues),
        };
        let waits = |author: &Author| matches!(author.answer, None | Some(Answer::Asked));
        Self {
            investor: said.investor.clone(),
            earlier: (!said.continues.is_empty()).then(earlier),
            authors: it.authors.iter().map(|author| AuthorLine::of(author, it)).collect(),
            texts: texts.into_iter().filter(|part| !part.text.is_empty()).collect(),
            participants: said.participants.iter().map(ParticipantLine::of).collect(),
            can_ask: it.authors.iter().any(waits),
            was_asked: it.authors.iter().any(|author| author.answer == Some(Answer::Asked)),
        }
    }
}

/// The co-authors who may confirm on paper, by code.
pub fn paper_choices(it: &Found) -> Vec<Choice> {
    let asked = it.authors.iter().filter(|author| it.facts.asked.contains(&author.person));
    asked.map(|author| Choice::new(author.code.clone(), author.name.clone())).collect()
}
