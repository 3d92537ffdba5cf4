//! The row that people and units share: the name each goes by, with everything that repeats it.

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::SubjectId;
use crate::domain::subject::SubjectKind;
use crate::domain::{sort_key, text};
use crate::error::{AppResult, OnConstraint};
use crate::schema::{awards, interim_results, registrations, subjects};

/// The key by which lists order a subject: people by given name, units as any text.
pub fn key_of(kind: SubjectKind, name: &str) -> Vec<u8> {
    match kind {
        SubjectKind::Person => sort_key::name_key(name),
        SubjectKind::Unit => sort_key::text_key(name),
    }
}

/// Makes a subject; one code names one person or one unit, never both.
pub fn insert(conn: &mut Connection, kind: SubjectKind, code: &str, name: &str) -> AppResult<SubjectId> {
    diesel::insert_into(subjects::table)
        .values((
            subjects::kind.eq(kind),
            subjects::code.eq(code),
            subjects::name.eq(name),
            subjects::folded_name.eq(text::fold(name)),
            subjects::sort_key.eq(key_of(kind, name)),
        ))
        .returning(subjects::id)
        .get_result(conn)
        .on_unique("subjects.code", "code", "Mã này đã có, của đơn vị hoặc cán bộ khác. Chọn mã khác.")
}

/// Gives a subject another name, and its new place in every list that repeats the sort key.
pub fn rename(conn: &mut Connection, id: SubjectId, kind: SubjectKind, name: &str) -> AppResult<()> {
    let key = key_of(kind, name);
    let renamed = diesel::update(subjects::table.find(id).filter(subjects::name.ne(name)))
        .set((subjects::name.eq(name), subjects::folded_name.eq(text::fold(name)), subjects::sort_key.eq(&key)))
        .execute(conn)?;
    if renamed == 0 {
        return Ok(());
    }
    diesel::update(registrations::table.filter(registrations::subject_id.eq(id)))
        .set(registrations::sort_key.eq(&key))
        .execute(conn)?;
    diesel::update(awards::table.filter(awards::subject_id.eq(id))).set(awards::sort_key.eq(&key)).execute(conn)?;
    diesel::update(interim_results::table.filter(interim_results::subject_id.eq(id)))
        .set(interim_results::sort_key.eq(&key))
        .execute(conn)?;
    Ok(())
}
