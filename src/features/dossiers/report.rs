//! The achievement report of a dossier: its sections as written, and writing them.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::ops::{Seen, find_seen};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::dossier::State;
use crate::domain::dossier::report::{Progress, Section, progress};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act, DossierAct};
use crate::schema::{dossier_report_sections as sections, dossiers};

/// One section as it stands.
#[derive(Debug, Clone)]
pub struct Written {
    pub section: Section,
    pub content: String,
    pub progress: Progress,
}

/// All sections of the form for a kind of subject, in order, those not begun among them.
pub fn written(conn: &mut Connection, id: DossierId, kind: SubjectKind) -> AppResult<Vec<Written>> {
    let rows: Vec<(Section, String, bool)> = sections::table
        .filter(sections::dossier_id.eq(id))
        .select((sections::section, sections::content, sections::done))
        .load(conn)?;
    let mut rows: HashMap<Section, (String, bool)> =
        rows.into_iter().map(|(section, content, done)| (section, (content, done))).collect();
    let one = |section: &Section| {
        let (content, done) = rows.remove(section).unwrap_or_default();
        Written { section: *section, progress: progress(&content, done), content }
    };
    Ok(Section::of(kind).iter().map(one).collect())
}

/// Saves a section, as far as it is written or as done.
pub fn write_section(tx: &mut Tx, seen: Seen, section: Section, content: &str, done: bool) -> AppResult<()> {
    let dossier = find_seen(tx, seen)?;
    policy::must(tx.actor, Act::OnDossier(DossierAct::Edit, &dossier.facts))?;
    years::ops::must_not_be_ended(tx.conn, dossier.year, "content")?;
    if !Section::of(dossier.subject_kind).contains(&section) {
        return Err(AppError::NotFound);
    }
    if done && content.is_empty() {
        return Err(FieldErrors::one("content", "Chưa viết gì. Viết nội dung, hoặc chọn Lưu nháp.").into());
    }
    let before: Option<String> =
        sections::table.find((seen.id, section)).select(sections::content).first(tx.conn).optional()?;
    put(tx.conn, seen.id, section, content, done)?;
    store::raise_version(tx.conn, seen.id)?;
    let mut event = Event::new(EventKind::DossierChanged, Object::Dossier(seen.id)).because(section.word());
    // What a draft said before anybody read it is nobody's business.
    if dossier.facts.state == State::Returned {
        event = event.changed(section.code(), before.unwrap_or_default(), content);
    }
    tx.audit(event)
}

fn put(conn: &mut Connection, id: DossierId, section: Section, content: &str, done: bool) -> AppResult<()> {
    diesel::insert_into(sections::table)
        .values((
            sections::dossier_id.eq(id),
            sections::section.eq(section),
            sections::content.eq(content),
            sections::done.eq(done),
        ))
        .on_conflict((sections::dossier_id, sections::section))
        .do_update()
        .set((sections::content.eq(excluded(sections::content)), sections::done.eq(excluded(sections::done))))
        .execute(conn)?;
    Ok(())
}

/// Begins a new report with what the subject's last one said and what seldom changes; to be read through again.
pub fn carry_over(conn: &mut Connection, id: DossierId, subject: SubjectId) -> AppResult<()> {
    let kept: Vec<Section> = Section::ALL.iter().copied().filter(|section| section.is_carried_over()).collect();
    let last = dossiers::table
        .inner_join(sections::table)
        .filter(dossiers::subject_id.eq(subject))
        .filter(dossiers::id.ne(id))
        .filter(sections::section.eq_any(kept))
        .order(dossiers::id)
        .select((sections::section, sections::content));
    let newest: HashMap<Section, String> = last.load::<(Section, String)>(conn)?.into_iter().collect();
    newest.iter().try_for_each(|(section, content)| put(conn, id, *section, content, false))
}
