//! A report counted from what there is today.

use chrono::NaiveDate;

use super::parts::Content;
use super::{emulation, revenue};
use crate::db::Connection;
use crate::domain::report::{About, Kind};
use crate::domain::wording::{PaperKind, Slot, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::wording;

/// In the words of the department.
pub fn count(conn: &mut Connection, about: About, today: NaiveDate) -> AppResult<Content> {
    let words = wording(conn, paper_kind(about.kind), None, today)?;
    Ok(count_in(conn, about, today, words)?.0)
}

/// In these words, with the places for which there are no data.
pub fn count_in(
    conn: &mut Connection,
    about: About,
    today: NaiveDate,
    words: Wording,
) -> AppResult<(Content, Vec<Slot>)> {
    match about.kind {
        Kind::HalfYear | Kind::Year => Ok(emulation::Read::of(conn, about, today, words)?.content()),
        Kind::Revenue => revenue::content(conn, about, today, words),
    }
}

const fn paper_kind(kind: Kind) -> PaperKind {
    match kind {
        Kind::HalfYear | Kind::Year => PaperKind::Report,
        Kind::Revenue => PaperKind::RevenueReport,
    }
}
