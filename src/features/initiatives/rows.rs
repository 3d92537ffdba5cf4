//! The rows of the form: authors with their shares, and people who took part in the first use.

use std::collections::BTreeMap;

use super::application::Participant;
use super::shares::Share;
use crate::domain::date;
use crate::domain::initiative::WHOLE;
use crate::web::forms::{Check, LINE};

/// Authors a form has room for.
pub const MOST_AUTHORS: usize = 6;
/// People who took part that a form has room for.
pub const MOST_PARTICIPANTS: usize = 5;

/// What was typed into the rows, by the names of their fields.
pub type Rows = BTreeMap<String, String>;

/// The name of the field that holds an author; rows count from 1.
pub fn author_field(row: usize) -> String {
    format!("author_code_{row}")
}

/// The name of the field that holds his share.
pub fn percent_field(row: usize) -> String {
    format!("percent_{row}")
}

fn qualification_field(row: usize) -> String {
    format!("qualification_{row}")
}

fn participant_field(column: &str, row: usize) -> String {
    format!("participant_{column}_{row}")
}

fn typed(rows: &Rows, field: &str) -> String {
    rows.get(field).map_or_else(String::new, |typed| typed.trim().to_owned())
}

/// One row of authors: the code or full name, the share and what he has learnt, as typed.
pub struct AuthorRow {
    pub number: usize,
    pub author: String,
    pub percent: String,
    pub qualification: String,
}

impl AuthorRow {
    pub fn all(rows: &Rows) -> Vec<Self> {
        let row = |number| Self {
            number,
            author: typed(rows, &author_field(number)),
            percent: typed(rows, &percent_field(number)),
            qualification: typed(rows, &qualification_field(number)),
        };
        (1..=MOST_AUTHORS).map(row).collect()
    }

    pub fn author_field(&self) -> String {
        author_field(self.number)
    }

    pub fn percent_field(&self) -> String {
        percent_field(self.number)
    }

    pub fn qualification_field(&self) -> String {
        qualification_field(self.number)
    }

    pub fn author_label(&self) -> String {
        format!("Tác giả {}", self.number)
    }

    pub fn percent_label(&self) -> String {
        format!("Tỷ lệ {}", self.number)
    }

    pub fn qualification_label(&self) -> String {
        format!("Trình độ chuyên môn {}", self.number)
    }

    /// The first author is the only one whom every initiative has.
    pub fn is_optional(&self) -> bool {
        self.number > 1
    }

    pub fn is_empty(&self) -> bool {
        self.author.is_empty() && self.percent.is_empty() && self.qualification.is_empty()
    }
}

/// Adds a row as if it had been typed.
pub fn type_author(rows: &mut Rows, row: usize, code: &str, percent: i32, qualification: &str) {
    rows.insert(author_field(row), code.to_owned());
    rows.insert(percent_field(row), percent.to_string());
    rows.insert(qualification_field(row), qualification.to_owned());
}

pub fn parse_authors(check: &mut Check, rows: &Rows) -> Vec<Share> {
    let all = AuthorRow::all(rows);
    all.iter().filter(|row| !row.is_empty()).filter_map(|row| share(check, row)).collect()
}

fn share(check: &mut Check, row: &AuthorRow) -> Option<Share> {
    let author = check.line(&row.author_field(), &row.author, LINE, "Nhập mã cán bộ hoặc họ và tên tác giả.");
    let percent =
        check.whole(&row.percent_field(), row.percent.trim_end_matches('%'), "Tỷ lệ đóng góp", 1..=i64::from(WHOLE));
    let qualification = check.optional_line(&row.qualification_field(), &row.qualification, LINE);
    Some(Share { row: row.number, author, percent: percent? as i32, qualification })
}

/// One row of people who took part, as typed.
pub struct ParticipantRow {
    pub number: usize,
    pub name: String,
    pub birth_date: String,
    pub workplace: String,
    pub position: String,
    pub qualification: String,
    pub support: String,
}

impl ParticipantRow {
    pub fn all(rows: &Rows) -> Vec<Self> {
        let row = |number| {
            let of = |column: &str| typed(rows, &participant_field(column, number));
            Self {
                number,
                name: of("name"),
                birth_date: of("birth_date"),
                workplace: of("workplace"),
                position: of("position"),
                qualification: of("qualification"),
                support: of("support"),
            }
        };
        (1..=MOST_PARTICIPANTS).map(row).collect()
    }

    pub fn field(&self, column: &str) -> String {
        participant_field(column, self.number)
    }

    pub fn is_empty(&self) -> bool {
        let columns = [&self.name, &self.birth_date, &self.workplace, &self.position, &self.qualification];
        self.support.is_empty() && columns.iter().all(|column| column.is_empty())
    }
}

/// Adds a row as if it had been typed.
pub fn type_participant(rows: &mut Rows, row: usize, it: &Participant) {
    let birth_date = it.birth_date.map_or_else(String::new, date::format_date);
    let columns = [
        ("name", &it.name),
        ("birth_date", &birth_date),
        ("workplace", &it.workplace),
        ("position", &it.position),
        ("qualification", &it.qualification),
        ("support", &it.support),
    ];
    for (column, value) in columns {
        rows.insert(participant_field(column, row), value.clone());
    }
}

pub fn parse_participants(check: &mut Check, rows: &Rows) -> Vec<Participant> {
    let all = ParticipantRow::all(rows);
    all.iter().filter(|row| !row.is_empty()).map(|row| participant(check, row)).collect()
}

fn participant(check: &mut Check, row: &ParticipantRow) -> Participant {
    Participant {
        name: check.line(&row.field("name"), &row.name, LINE, "Nhập họ và tên người tham gia."),
        birth_date: check.optional_date(&row.field("birth_date"), &row.birth_date, "Ngày sinh"),
        workplace: check.optional_line(&row.field("workplace"), &row.workplace, LINE),
        position: check.optional_line(&row.field("position"), &row.position, LINE),
        qualification: check.optional_line(&row.field("qualification"), &row.qualification, LINE),
        support: check.optional_line(&row.field("support"), &row.support, LINE),
    }
}
