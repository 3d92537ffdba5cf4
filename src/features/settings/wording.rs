//! The texts of the agency's papers as they stand, or stood.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use diesel::dsl::max;
use diesel::prelude::*;

use crate::db::Connection;
use crate::domain::date::from_local;
use crate::domain::event::{EventKind, Object};
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::schema::wording_versions;
use crate::web::history;

/// When a paper was issued, after which its words do not change.
#[derive(Debug, Clone, Copy)]
pub struct Issued {
    pub object: Object,
    /// The act that issued it.
    pub by: EventKind,
    /// Its own day: of one that came from a file, no history tells more.
    pub day: NaiveDate,
}

/// The texts of a paper that is signed on a day: of one that was issued as they stood then, of a draft (`None`) as they
/// stand now.
pub fn wording(conn: &mut Connection, kind: PaperKind, issued: Option<Issued>, day: NaiveDate) -> AppResult<Wording> {
    let at = match issued {
        Some(it) => Some(history::moment(conn, it.object, it.by)?.unwrap_or_else(|| end_of(it.day))),
        None => None,
    };
    wording_at(conn, kind, at, day)
}

/// The texts of a paper as they stood at a moment; without one as they stand now.
pub fn wording_at(
    conn: &mut Connection,
    kind: PaperKind,
    at: Option<NaiveDateTime>,
    day: NaiveDate,
) -> AppResult<Wording> {
    let of_paper = wording_versions::paper.eq(kind);
    let newest = wording_versions::table.group_by(wording_versions::passage).select(max(wording_versions::id));
    let newest: Vec<Option<i64>> = match at {
        Some(at) => newest.filter(of_paper.and(wording_versions::written_at.le(at))).load(conn)?,
        None => newest.filter(of_paper).load(conn)?,
    };
    let newest: Vec<i64> = newest.into_iter().flatten().collect();
    if newest.is_empty() {
        return Ok(Wording::new(kind, Default::default(), day));
    }
    let own = wording_versions::table
        .filter(wording_versions::id.eq_any(newest))
        .filter(wording_versions::text.is_not_null())
        .select((wording_versions::passage, wording_versions::text.assume_not_null()))
        .load(conn)?;
    Ok(Wording::new(kind, own.into_iter().collect(), day))
}

fn end_of(day: NaiveDate) -> NaiveDateTime {
    let midnight = day.and_time(chrono::NaiveTime::MIN) + Duration::days(1);
    from_local(midnight).naive_utc()
}
