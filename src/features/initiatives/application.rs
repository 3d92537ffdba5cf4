//! What an application (đơn yêu cầu công nhận sáng kiến) says beyond title and summary, how far it has come, and
//! what of it has changed.

use chrono::NaiveDate;

use super::ops::Recording;
use super::store::Initiative;
use crate::domain::codes::codes;
use crate::domain::date;
use crate::domain::event::Event;
use crate::domain::initiative::{Answer, WHOLE};
use crate::domain::number;
use crate::error::FieldErrors;

/// The fields of NĐ 13/2012/NĐ-CP and TT 18/2013/TT-BKHCN that a title, a field and a summary leave open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Application {
    /// Who paid for it, where that is not the author.
    pub investor: String,
    pub nature: String,
    /// Not for everybody who may read the rest.
    pub confidential: String,
    pub conditions: String,
    pub benefits_by_author: String,
    pub benefits_by_users: String,
    /// The code of the initiative it builds on; empty when it builds on none.
    pub continues: String,
    pub participants: Vec<Participant>,
}

/// Somebody who took part when it was first used, of the agency or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participant {
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub workplace: String,
    pub position: String,
    pub qualification: String,
    pub support: String,
}

/// What filing asks of the texts; the authors are asked for elsewhere.
pub fn check_texts(new: &Recording, today: NaiveDate, errors: &mut FieldErrors) {
    match new.first_used_on {
        None => errors.add("first_used_on", "Nhập ngày áp dụng lần đầu hoặc áp dụng thử."),
        Some(day) if day > today => {
            errors.add("first_used_on", "Ngày áp dụng lần đầu chưa tới. Gửi sáng kiến sau khi đã áp dụng.");
        }
        Some(_) => {}
    }
    if new.application.nature.is_empty() {
        errors.add("nature", "Mô tả bản chất của sáng kiến trước khi gửi: cách làm trước đây, điểm mới, cách làm mới.");
    }
    if new.application.benefits_by_author.is_empty() {
        errors.add("benefits_by_author", "Nêu lợi ích theo ý kiến của tác giả, có kết quả đo được.");
    }
}

codes! {
    /// How far a part of the application has come.
    Progress {
        Done = "done" "Đã xong",
        Missing = "missing" "Còn thiếu",
        Optional = "optional" "Không bắt buộc",
    }
}

/// A part of the application with the field of the form at which it begins.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub word: &'static str,
    pub field: &'static str,
    pub progress: Progress,
}

impl Part {
    const fn needed(word: &'static str, field: &'static str, is_there: bool) -> Self {
        Self { word, field, progress: if is_there { Progress::Done } else { Progress::Missing } }
    }

    const fn optional(word: &'static str, field: &'static str, is_there: bool) -> Self {
        Self { word, field, progress: if is_there { Progress::Done } else { Progress::Optional } }
    }
}

/// The one part that is added on the page of the initiative, not in its form.
pub const FILES: &str = "file";

/// The parts of an application, in the order of the form.
pub fn parts(it: &Initiative, has_files: bool, today: NaiveDate) -> Vec<Part> {
    let said = &it.application;
    let total: i32 = it.authors.iter().map(|author| author.percent).sum();
    let has_confirmed = |answer: Option<Answer>| answer == Some(Answer::Confirmed);
    vec![
        Part::needed("Tên và lĩnh vực", "title", !it.title.is_empty()),
        Part::needed("Ngày áp dụng lần đầu", "first_used_on", it.first_used_on.is_some_and(|day| day <= today)),
        Part::needed("Mô tả bản chất", "nature", !said.nature.is_empty()),
        Part::optional("Điều kiện để áp dụng", "conditions", !said.conditions.is_empty()),
        Part::needed("Lợi ích theo ý kiến tác giả", "benefits_by_author", !said.benefits_by_author.is_empty()),
        Part::optional("Lợi ích theo ý kiến người áp dụng", "benefits_by_users", !said.benefits_by_users.is_empty()),
        Part::needed("Tác giả và tỷ lệ đóng góp", "author_code_1", total == WHOLE),
        Part::needed(
            "Xác nhận của đồng tác giả",
            "author_code_1",
            !it.authors.is_empty() && it.authors.iter().all(|author| has_confirmed(author.answer)),
        ),
        Part::optional("Người tham gia áp dụng lần đầu", "participant_name_1", !said.participants.is_empty()),
        Part::optional("Tệp đính kèm", FILES, has_files),
    ]
}

/// Adds to an event what differs. Long texts are told by their length: each saving would keep them twice, and the
/// confidential part is nobody's to read in a log.
pub fn compared(event: Event, before: &Initiative, after: &Initiative) -> Event {
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, date::format_date);
    let (was, is) = (&before.application, &after.application);
    let event = event
        .changed("title", &before.title, &after.title)
        .changed("field", &before.field, &after.field)
        .changed("investor", &was.investor, &is.investor)
        .changed("continues", &was.continues, &is.continues)
        .changed("first_used_on", day(before.first_used_on), day(after.first_used_on))
        .changed("authors", before.authors_in_codes(), after.authors_in_codes())
        .changed("qualifications", before.qualifications(), after.qualifications());
    let texts = [
        ("summary", &before.summary, &after.summary),
        ("nature", &was.nature, &is.nature),
        ("confidential", &was.confidential, &is.confidential),
        ("conditions", &was.conditions, &is.conditions),
        ("benefits_by_author", &was.benefits_by_author, &is.benefits_by_author),
        ("benefits_by_users", &was.benefits_by_users, &is.benefits_by_users),
    ];
    let mut event = texts.into_iter().fold(event, |event, (field, was, is)| text_changed(event, field, was, is));
    if was.participants != is.participants {
        let people = |all: &[Participant]| format!("{} người", all.len());
        event.changes.push(("participants", people(&was.participants), people(&is.participants)));
    }
    event
}

fn text_changed(mut event: Event, field: &'static str, was: &str, is: &str) -> Event {
    if was != is {
        let length = |text: &str| format!("{} ký tự", number::format_whole(text.chars().count() as i64));
        event.changes.push((field, length(was), length(is)));
    }
    event
}
