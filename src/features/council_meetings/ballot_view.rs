//! The pages of the vote: start, ballot, check, counts on paper, close, opening, voiding.

use askama::Template;

use super::agenda_store::Item;
use super::meeting::Meeting;
use super::preparing_view::unit_of;
use super::view::Detail;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::dossiers::ops::award_name;
use crate::web::forms::{Choice, TypedFields};
use crate::web::shell::Shell;

#[derive(Template)]
#[template(path = "council_meetings/start.html")]
pub struct StartPage {
    pub shell: Shell,
    pub it: Detail,
    pub missing: Vec<String>,
    pub warnings: Vec<String>,
    /// Who votes on the screen and may hold a key; empty where all vote on paper.
    pub holders: Vec<Choice>,
    pub suggested: Vec<String>,
    pub sheets: usize,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// A line of a ballot.
pub struct BallotLine {
    pub number: usize,
    pub dossier: DossierId,
    pub name: String,
    pub unit: String,
    pub award: &'static str,
    /// The first line of its award has the award above it.
    pub begins_award: bool,
    pub choice: String,
}

impl BallotLine {
    pub fn field(&self) -> String {
        format!("line_{}", self.dossier)
    }

    pub fn agrees(&self) -> bool {
        self.choice == super::form::AGREE
    }

    pub fn disagrees(&self) -> bool {
        self.choice == super::form::DISAGREE
    }
}

/// A sheet of a ballot as its member fills it in.
pub struct BallotSheet {
    pub ordinal: i64,
    /// Who must not vote on it: it is why the sheet stands apart.
    pub left_out: String,
    pub lines: Vec<BallotLine>,
}

impl BallotSheet {
    /// The sheets of a member, or all of them for a paper.
    pub fn all(meeting: &Meeting, member: Option<PersonId>, form: &TypedFields) -> AppResult<Vec<Self>> {
        let mut sheets = Vec::new();
        for sheet in &meeting.sheets {
            if member.is_some_and(|member| !meeting.roll_of(sheet.id).any(|it| it.member == member)) {
                continue;
            }
            let dossiers: Vec<DossierId> = meeting.lines_of(sheet.id).map(|line| line.dossier).collect();
            sheets.push(Self::of(meeting, sheet.ordinal, &dossiers, form)?);
        }
        Ok(sheets)
    }

    /// As they will be given out, for the papers of a meeting that is prepared.
    pub fn planned(meeting: &Meeting) -> AppResult<Vec<Self>> {
        let none = TypedFields::default();
        (1..).zip(meeting.plan()).map(|(ordinal, plan)| Self::of(meeting, ordinal, &plan.lines, &none)).collect()
    }

    fn of(meeting: &Meeting, ordinal: i64, dossiers: &[DossierId], form: &TypedFields) -> AppResult<Self> {
        let items: Vec<&Item> = dossiers.iter().map(|id| meeting.item(*id)).collect::<AppResult<_>>()?;
        let mut out: Vec<&str> = Vec::new();
        if let Some(first) = dossiers.first() {
            for conflict in meeting.left_out(*first) {
                out.push(&meeting.member(conflict.person)?.name);
            }
        }
        let line = |(at, item): (usize, &&Item)| BallotLine {
            number: at + 1,
            dossier: item.dossier,
            name: item.name.clone(),
            unit: unit_of(item),
            award: award_name(item.award, meeting.row.year),
            begins_award: at == 0 || items.get(at - 1).is_some_and(|before| before.award != item.award),
            choice: form.of(&format!("line_{}", item.dossier)).to_owned(),
        };
        Ok(Self { ordinal, left_out: out.join(", "), lines: items.iter().enumerate().map(line).collect() })
    }
}

#[derive(Template)]
#[template(path = "council_meetings/ballot.html")]
pub struct BallotPage {
    pub shell: Shell,
    pub it: Detail,
    pub sheets: Vec<BallotSheet>,
    pub errors: FieldErrors,
}

impl BallotPage {
    pub fn lines(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.lines.len()).sum()
    }
}

#[derive(Template)]
#[template(path = "council_meetings/ballot_check.html")]
pub struct BallotCheckPage {
    pub shell: Shell,
    pub it: Detail,
    pub sheets: Vec<BallotSheet>,
}

#[derive(Template)]
#[template(path = "council_meetings/ballot_done.html")]
pub struct BallotDonePage {
    pub shell: Shell,
    pub it: Detail,
}

#[derive(Template)]
#[template(path = "council_meetings/turnout.html")]
pub struct TurnoutPage {
    pub shell: Shell,
    pub it: Detail,
    /// Seconds until the page looks again; 0 while it is told not to.
    pub again_in: u32,
    pub lines: Vec<TurnoutLine>,
    pub key_is_gone: bool,
}

/// A sheet and how many have voted on it.
pub struct TurnoutLine {
    pub ordinal: i64,
    pub lines: usize,
    pub left_out: String,
    pub voted: usize,
    pub all: usize,
    pub paper: i64,
    pub written: i64,
}

/// A sheet with what the counting board typed.
pub struct CountSheet {
    pub id: BallotSheetId,
    pub ordinal: i64,
    pub paper: i64,
    pub written: i64,
    pub lines: Vec<BallotLine>,
}

impl CountSheet {
    pub fn field(&self, of: &str) -> String {
        format!("{of}_{}", self.id)
    }
}

#[derive(Template)]
#[template(path = "council_meetings/counts.html")]
pub struct CountsPage {
    pub shell: Shell,
    pub it: Detail,
    pub sheets: Vec<CountSheet>,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

impl CountsPage {
    pub fn typed(&self, of: &str, line: &BallotLine) -> &str {
        self.form.of(&format!("{of}_{}", line.dossier))
    }

    pub fn error(&self, of: &str, line: &BallotLine) -> &str {
        self.errors.of(&format!("{of}_{}", line.dossier))
    }
}

#[derive(Template)]
#[template(path = "council_meetings/closing.html")]
pub struct ClosingPage {
    pub shell: Shell,
    pub it: Detail,
    pub waiting: usize,
    pub is_paper_counted: bool,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "council_meetings/opening.html")]
pub struct OpeningPage {
    pub shell: Shell,
    pub it: Detail,
    /// "Cụm mật khẩu của Lê Thị Hoa".
    pub label_one: String,
    pub label_two: String,
    pub key_is_gone: bool,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "council_meetings/voiding.html")]
pub struct VoidingPage {
    pub shell: Shell,
    pub it: Detail,
    pub form: TypedFields,
    pub errors: FieldErrors,
}

/// No ballot waits for the reader.
#[derive(Template)]
#[template(path = "council_meetings/no_ballot.html")]
pub struct NoBallotPage {
    pub shell: Shell,
}
