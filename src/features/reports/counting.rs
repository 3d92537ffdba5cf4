//! A report counted from what there is today.

use chrono::{Months, NaiveDate};

use super::parts::{Content, Part};
use super::{emulation, revenue};
use crate::audit_chain;
use crate::db::Connection;
use crate::domain::date::{format_date, start_of};
use crate::domain::number::format_whole;
use crate::domain::report::{About, Kind};
use crate::domain::wording::{PaperKind, Slot, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::wording;
use crate::papers::Block;

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
    let (mut content, missing) = match about.kind {
        Kind::HalfYear | Kind::Year => emulation::Read::of(conn, about, today, words)?.content(),
        Kind::Revenue => revenue::content(conn, about, today, words)?,
    };
    if about.unit.is_none() {
        content.parts.extend(seal_of(conn, &about, today)?);
    }
    Ok((content, missing))
}

/// Where the history stood when the last month of the report was over, so that a signed paper bears witness to it
/// (SECURITY.md N2).
fn seal_of(conn: &mut Connection, about: &About, today: NaiveDate) -> AppResult<Option<Part>> {
    let month = u32::try_from(about.month).ok().and_then(|month| NaiveDate::from_ymd_opt(about.year.0, month, 1));
    let next = month.and_then(|month| month.checked_add_months(Months::new(1)));
    let (Some(month), Some(next)) = (month, next) else { return Ok(None) };
    if next > today {
        return Ok(None);
    }
    let head = audit_chain::heads_by_month(conn, start_of(month), start_of(next))?.pop();
    let until = next.pred_opt().map_or_else(String::new, format_date);
    Ok(head.map(|(_, head)| {
        let text = format!(
            "(Nhật ký phần mềm đến hết ngày {until}: {} dòng, mã đối chiếu {})",
            format_whole(head.id),
            head.code()
        );
        Part::new("history", Block::Note { text })
    }))
}

const fn paper_kind(kind: Kind) -> PaperKind {
    match kind {
        Kind::HalfYear | Kind::Year => PaperKind::Report,
        Kind::Revenue => PaperKind::RevenueReport,
    }
}
