//! The name a person or a unit goes by: written only here, with everything that repeats it.

use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::ids::SubjectId;
use crate::domain::subject::SubjectKind;
use crate::domain::text;
use crate::error::{AppResult, OnConstraint};
use crate::schema::{awards, interim_results, registrations, subjects};

/// Makes a subject; one code names one person or one unit, never both.
pub fn insert_subject(
    conn: &mut Connection,
    kind: SubjectKind,
    code: &str,
    name: &str,
    sort_key: &[u8],
) -> AppResult<SubjectId> {
    diesel::insert_into(subjects::table)
        .values((
            subjects::kind.eq(kind),
            subjects::code.eq(code),
            subjects::name.eq(name),
            subjects::folded_name.eq(text::fold(name)),
            subjects::sort_key.eq(sort_key),
        ))
        .returning(subjects::id)
        .get_result(conn)
        .on_unique("subjects.code", "code", "Mã này đã có, của đơn vị hoặc cán bộ khác. Chọn mã khác.")
}

/// Gives a subject its new name, and its new place in every list that comes out of an index in order.
pub fn rename_subject(conn: &mut Connection, id: SubjectId, name: &str, sort_key: &[u8]) -> AppResult<()> {
    diesel::update(subjects::table.find(id))
        .set((subjects::name.eq(name), subjects::folded_name.eq(text::fold(name)), subjects::sort_key.eq(sort_key)))
        .execute(conn)?;
    diesel::update(registrations::table.filter(registrations::subject_id.eq(id)))
        .set(registrations::sort_key.eq(sort_key))
        .execute(conn)?;
    diesel::update(awards::table.filter(awards::subject_id.eq(id))).set(awards::sort_key.eq(sort_key)).execute(conn)?;
    diesel::update(interim_results::table.filter(interim_results::subject_id.eq(id)))
        .set(interim_results::sort_key.eq(sort_key))
        .execute(conn)?;
    Ok(())
}
