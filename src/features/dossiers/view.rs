//! The pages of dossiers but the one of a single dossier: ready words, no raw codes.

use askama::Template;

use super::form::{ActForm, DossierForm, SectionForm};
use super::list;
use super::ops::{self, Found, award_name};
use super::papers::{PaperLine, Standing};
use super::timeline::place;
use crate::domain::date::{self, format_date};
use crate::domain::dossier::report::{LONGEST, Section};
use crate::domain::dossier::{Kind, State};
use crate::domain::ids::DossierFileId;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::FieldErrors;
use crate::web::attached::size_words;
use crate::web::forms::{Choice, UnitChoices};
use crate::web::lists::Chip;
use crate::web::paging::Paging;
use crate::web::shell::Shell;
use crate::web::status::Tagged;

pub struct Line {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub award: String,
    /// Empty for the usual kind.
    pub kind: &'static str,
    pub filed_on: String,
    pub state: State,
    pub place: &'static str,
}

impl Line {
    pub fn of(row: list::Row, year: Year) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.subject_name,
            unit: row.unit_name,
            award: award_name(row.award, year).to_owned(),
            kind: kind_word(row.kind),
            filed_on: row.filed_on.map_or_else(|| "–".to_owned(), format_date),
            state: row.state,
            place: place(row.state).unwrap_or("–"),
        }
    }
}

/// Said only where it is not the usual one.
pub const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Merit => "",
        other => other.word(),
    }
}

/// The choices of the filter bar.
pub struct FilterBar {
    pub q: String,
    pub year: String,
    pub unit: String,
    pub award: String,
    pub state: String,
    pub kind: String,
    pub years: Vec<Choice>,
    pub units: UnitChoices,
    pub awards: Vec<Choice>,
    pub states: Vec<Choice>,
    pub kinds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "dossiers/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub is_mine: bool,
    pub filter: FilterBar,
    pub chips: Vec<Chip>,
    pub clear: String,
    pub lines: Vec<Line>,
    pub paging: Paging,
    pub files: String,
    pub can_propose: bool,
    pub sees_council: bool,
}

/// An accepted registration that has no dossier yet.
pub struct Ready {
    pub address: String,
    pub award: String,
    pub name: String,
}

#[derive(Template)]
#[template(path = "dossiers/form.html")]
pub struct FormPage {
    pub shell: Shell,
    pub action: String,
    /// The dossier that is changed; empty for a new one.
    pub id: String,
    pub year: Year,
    pub form: DossierForm,
    pub errors: FieldErrors,
    /// For whom the user may propose, by code.
    pub subjects: Vec<Choice>,
    pub may_type_code: bool,
    /// Whom it is about, once that is settled.
    pub subject: String,
    pub awards: Vec<Choice>,
    pub kinds: Vec<Choice>,
    /// Those of the year, for a thematic commendation.
    pub movements: Vec<Choice>,
    /// Where one may begin from instead.
    pub ready: Vec<Ready>,
}

impl FormPage {
    pub fn is_new(&self) -> bool {
        self.id.is_empty()
    }
}

/// The dossier in words.
pub struct Detail {
    pub id: String,
    pub number: String,
    pub version: i64,
    pub year: Year,
    pub name: String,
    pub code: String,
    pub is_person: bool,
    pub position: String,
    pub unit: String,
    pub award: String,
    pub kind: Kind,
    /// The movement a thematic one is for; empty for others.
    pub movement: String,
    pub state: State,
    pub achievement: String,
    pub filed_on: String,
    pub received_on: String,
    pub reason: String,
    /// Where to mend what a return names: word and address; empty without.
    pub mend: (String, String),
    pub on_behalf: bool,
    pub due: String,
    pub registration: String,
    pub paid: String,
}

impl Detail {
    pub fn of(it: &Found) -> Self {
        let mend = ops::Mend::from_code(&it.mend_field)
            .map(|mend| (mend.word().to_owned(), mend.address(it.id)))
            .unwrap_or_default();
        let paid = it.paid_on.zip(it.paid_amount).map(|(day, amount)| {
            format!("{} đồng, ngày {}", crate::domain::number::format_whole(amount), format_date(day))
        });
        Self {
            id: it.id.to_string(),
            number: ops::number(it.year, it.id),
            version: it.version,
            year: it.year,
            name: it.subject_name.clone(),
            code: it.subject_code.clone(),
            is_person: it.subject_kind == SubjectKind::Person,
            position: it.position.clone(),
            unit: it.unit_name.clone(),
            award: award_name(it.award, it.year).to_owned(),
            kind: it.kind,
            movement: it.movement_name.clone(),
            state: it.facts.state,
            achievement: it.achievement.clone(),
            filed_on: it.filed_on.map_or_else(|| "Chưa gửi".to_owned(), format_date),
            received_on: it.received_on.map_or_else(|| "Chưa nhận".to_owned(), format_date),
            reason: it.reason.clone(),
            mend,
            on_behalf: it.on_behalf,
            due: it.due_on.map_or_else(String::new, format_date),
            registration: it.registration.map_or_else(String::new, |id| id.to_string()),
            paid: paid.unwrap_or_default(),
        }
    }

    /// Where a step is posted to.
    pub fn step_address(&self, step: &str) -> String {
        format!("/dossiers/{}/{step}", self.id)
    }

    /// The papers and the record of a person or a unit.
    pub fn record_address(&self) -> String {
        if self.is_person { format!("/people/{}", self.code) } else { format!("/units/{}", self.code) }
    }
}

/// A file as the list of papers shows it.
pub struct FileView {
    pub id: DossierFileId,
    pub name: String,
    pub about: String,
    pub may_be_removed: bool,
}

/// A paper with what there is of it.
pub struct PaperView {
    pub code: &'static str,
    pub name: &'static str,
    pub due: &'static str,
    pub standing: Standing,
    pub note: String,
    pub files: Vec<FileView>,
}

impl PaperView {
    pub fn of(line: PaperLine, may_be_removed: impl Fn(&ops::Attachment) -> bool) -> Self {
        let file = |file: &ops::Attachment| FileView {
            id: file.id,
            name: file.file_name.clone(),
            about: format!("{}, {}", size_words(file.size), format_date(date::local(file.added_at.and_utc()).date())),
            may_be_removed: may_be_removed(file),
        };
        Self {
            code: line.paper.code(),
            name: line.paper.word(),
            due: line.paper.due().word(),
            standing: line.standing,
            note: line.note,
            files: line.files.iter().map(file).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "dossiers/section.html")]
pub struct SectionPage {
    pub shell: Shell,
    pub it: Detail,
    pub section: Section,
    pub form: SectionForm,
    pub errors: FieldErrors,
}

impl SectionPage {
    pub fn action(&self) -> String {
        format!("/dossiers/{}/report/{}", self.it.id, self.section.code())
    }

    pub const fn most(&self) -> usize {
        LONGEST
    }
}

#[derive(Template)]
#[template(path = "dossiers/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    pub it: Detail,
    pub papers: Vec<PaperView>,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "dossiers/filed.html")]
pub struct FiledPage {
    pub shell: Shell,
    pub it: Detail,
    pub place: String,
}

/// An act that has a page of its own: what it asks beside the reason differs.
#[derive(Template)]
#[template(path = "dossiers/act.html")]
pub struct ActPage {
    pub shell: Shell,
    pub it: Detail,
    pub act: super::acts::Act,
    pub form: ActForm,
    pub errors: FieldErrors,
    /// Lower awards, or colleagues.
    pub choices: Vec<Choice>,
}
