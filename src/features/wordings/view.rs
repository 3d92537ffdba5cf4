//! The pages of wording: ready words.

use askama::Template;
use chrono::NaiveDate;

use super::form::LONGEST;
use super::store::Version;
use crate::domain::date::format_date_time;
use crate::domain::ids::WordingVersionId;
use crate::domain::wording::{Original, PaperKind, Slot, Wording, original};
use crate::error::FieldErrors;
use crate::papers::{Block, Paper, Row};
use crate::web::forms::TypedFields;
use crate::web::shell::Shell;

pub fn address(kind: PaperKind) -> String {
    format!("/wordings/{}", kind.code())
}

/// A paper in the list.
pub struct Line {
    pub name: &'static str,
    pub address: String,
    /// How many passages the department words itself; none of them: all are the originals.
    pub own: usize,
    /// Who changed it last, and when; empty where nobody has.
    pub changed: String,
}

impl Line {
    /// `newest` are the newest versions of all passages of all papers.
    pub fn of(kind: PaperKind, newest: &[Version]) -> Self {
        let last = newest.iter().rfind(|it| it.paper == kind);
        Self {
            name: kind.word(),
            address: address(kind),
            own: newest.iter().filter(|it| it.paper == kind && it.text.is_some()).count(),
            changed: last
                .map_or_else(String::new, |it| format!("{}, {}", it.writer, format_date_time(it.written_at.and_utc()))),
        }
    }
}

#[derive(Template)]
#[template(path = "wordings/index.html")]
pub struct IndexPage {
    pub shell: Shell,
    pub lines: Vec<Line>,
}

/// A passage to be worded.
pub struct PassageField {
    pub code: &'static str,
    pub label: String,
    pub help: String,
    /// With the time for which it holds, where that is not all time.
    pub originals: Vec<(String, String)>,
    pub is_optional: bool,
    /// Worded by the department.
    pub is_own: bool,
    /// Typed but not saved, or what stands.
    pub text: String,
    pub rows: usize,
}

impl PassageField {
    pub fn of(it: &Original, standing: &Wording, typed: &TypedFields) -> Self {
        let code = it.passage.code();
        let text = if typed.has(code) { typed.of(code) } else { standing.text(it.passage) };
        let own: Vec<String> = it.slots.iter().map(|slot| slot.braced()).collect();
        let own =
            if own.is_empty() { String::new() } else { format!("Riêng đoạn này còn có {}.", own.join(", ")) };
        Self {
            code,
            label: it.label.clone(),
            help: format!("{} {own}", it.help).trim().to_owned(),
            originals: it.texts.iter().map(|dated| (dated.words(), dated.text.clone())).collect(),
            is_optional: it.is_optional,
            is_own: standing.is_own(it.passage),
            text: text.to_owned(),
            rows: text.chars().count().div_ceil(60).max(text.lines().count()).clamp(1, 10) + 1,
        }
    }

    pub fn most(&self) -> usize {
        LONGEST
    }
}

/// The places for data of a paper, with what comes there.
pub fn slots(kind: PaperKind) -> Vec<(String, &'static str)> {
    let paper = original(kind);
    let mut all: Vec<Slot> = paper.slots.clone();
    for it in &paper.passages {
        all.extend(it.slots.iter().filter(|slot| !paper.slots.contains(slot)));
    }
    all.into_iter().map(|slot| (slot.braced(), slot.word())).collect()
}

/// How the typed texts look.
pub struct Preview {
    /// "Quyết định 05/QĐ-STC"; empty where there is no record of the kind yet.
    pub of: String,
    pub papers: Vec<Paper>,
    /// "{số quyết định}, {ngày quyết định}"
    pub missing: String,
}

#[derive(Template)]
#[template(path = "wordings/edit.html")]
pub struct EditPage {
    pub shell: Shell,
    pub name: &'static str,
    pub address: String,
    pub version: i64,
    pub can_keep: bool,
    pub fields: Vec<PassageField>,
    pub slots: Vec<(String, &'static str)>,
    /// How many versions there have been.
    pub versions: i64,
    pub preview: Option<Preview>,
    /// Code and label of a passage whose original was put back in its field, not saved.
    pub put_back: Option<(&'static str, String)>,
    pub errors: FieldErrors,
}

impl EditPage {
    pub fn has_own(&self) -> bool {
        self.fields.iter().any(|it| it.is_own)
    }

    pub fn restoration(&self) -> String {
        format!("{}/restoration", self.address)
    }
}

/// A version as the history tells it.
pub struct VersionLine {
    pub id: WordingVersionId,
    pub at: String,
    pub who: String,
    pub label: String,
    pub before: String,
    pub after: String,
    pub is_original: bool,
    /// What stands now.
    pub is_standing: bool,
}

impl VersionLine {
    /// Newest first; what stood before the first version of a passage is the original.
    pub fn all(kind: PaperKind, versions: &[Version], today: NaiveDate) -> Vec<Self> {
        let paper = original(kind);
        let line = |(at, it): (usize, &Version)| {
            let first = paper.passage(it.passage)?;
            let said = |version: Option<&Version>| {
                version.and_then(|it| it.text.clone()).unwrap_or_else(|| first.on(today).to_owned())
            };
            let of_passage = |other: &&Version| other.passage == it.passage;
            Some(Self {
                id: it.id,
                at: format_date_time(it.written_at.and_utc()),
                who: it.writer.clone(),
                label: first.label.clone(),
                before: said(versions[at + 1..].iter().find(of_passage)),
                after: said(Some(it)),
                is_original: it.text.is_none(),
                is_standing: !versions[..at].iter().any(|other| other.passage == it.passage),
            })
        };
        versions.iter().enumerate().filter_map(line).collect()
    }
}

#[derive(Template)]
#[template(path = "wordings/history.html")]
pub struct HistoryPage {
    pub shell: Shell,
    pub name: &'static str,
    pub address: String,
    pub version: i64,
    pub can_keep: bool,
    pub lines: Vec<VersionLine>,
}

impl HistoryPage {
    pub fn reuse(&self) -> String {
        format!("{}/reuse", self.address)
    }
}
