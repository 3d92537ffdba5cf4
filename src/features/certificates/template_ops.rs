//! The verbs on templates and on the printer's offset.

use super::template_store as store;
use crate::db::Tx;
use crate::domain::certificate::{Template, Tenths};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::CertificateTemplateId;
use crate::domain::law::AwardCode;
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::web::history;

/// Keeps where the lines stand; `seen` is the version that was read, 0 for the original.
pub fn save_template(tx: &mut Tx, seen: i64, new: &Template) -> AppResult<()> {
    let (id, before) = changeable(tx, seen, new.award)?;
    let id = store::save(tx.conn, id, new)?;
    let mut event = Event::new(EventKind::CertificateTemplateSaved, Object::CertificateTemplate(id))
        .because(new.award.code())
        .changed("in_use", before.is_in_use, new.is_in_use)
        .changed("page_width", before.page_width, new.page_width)
        .changed("page_height", before.page_height, new.page_height)
        .changed("achievement", &before.achievement, &new.achievement);
    for ((field, before), (_, after)) in before.fields().zip(new.fields()) {
        event = event.changed(field.code(), format!("{before:?}"), format!("{after:?}"));
    }
    tx.audit(event)
}

/// Puts all lines back to where the original has them; whether the agency has stock stays.
///
/// # Errors
/// `Illegal` where it is the original.
pub fn restore_template(tx: &mut Tx, seen: i64, award: AwardCode) -> AppResult<()> {
    let (id, before) = changeable(tx, seen, award)?;
    let id = id.ok_or(AppError::Illegal)?;
    store::save(tx.conn, Some(id), &Template { is_in_use: before.is_in_use, ..Template::original(award) })?;
    store::clear(tx.conn, id)?;
    tx.audit(Event::new(EventKind::CertificateTemplateRestored, Object::CertificateTemplate(id)).because(award.code()))
}

fn changeable(tx: &mut Tx, seen: i64, award: AwardCode) -> AppResult<(Option<CertificateTemplateId>, Template)> {
    policy::must(tx.actor, Act::KeepCertificates)?;
    let stored = store::find(tx.conn, award)?;
    if stored.version != seen {
        let who = match stored.id {
            Some(id) => history::last_act(tx.conn, Object::CertificateTemplate(id))?,
            None => String::new(),
        };
        return Err(AppError::Stale(who));
    }
    Ok((stored.id, stored.template))
}

/// Notes how far the printer in use prints off; `seen` is the version that was read.
pub fn set_offset(tx: &mut Tx, seen: i64, right: Tenths, bottom: Tenths) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepCertificates)?;
    history::must_be_at(tx.conn, Object::CertificatePrinter, seen)?;
    let before = store::offset(tx.conn)?;
    store::save_offset(tx.conn, right, bottom)?;
    tx.audit(
        Event::new(EventKind::CertificatePrinterSet, Object::CertificatePrinter)
            .changed("to_right", before.0, right)
            .changed("to_bottom", before.1, bottom),
    )
}
