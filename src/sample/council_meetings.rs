//! Meetings of the emulation council at which everybody votes on paper.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::db::{Db, Tx};
use crate::domain::council::CouncilKind;
use crate::domain::council_meeting::Way;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult};
use crate::features::council_meetings::ops::{self, Call, Conclusion, PaperSheet, Seen, SheetCount};
use crate::features::councils;
use crate::policy::Actor;
use crate::web::history;

/// From the call to the minutes, on one day.
pub fn vote_on_paper(
    db: &Db,
    secretariat: &Actor,
    year: Year,
    held_on: NaiveDate,
    lines: &[DossierId],
    minutes_no: &str,
) -> AppResult<()> {
    let id = db.write_now(secretariat, |tx| call(tx, year, held_on))?;
    let step = |work: &dyn Fn(&mut Tx, Seen) -> AppResult<()>| {
        db.write_now(secretariat, |tx| {
            let version = history::version(tx.conn, Object::CouncilMeeting(id))?;
            work(tx, Seen { id, version })
        })
    };
    step(&|tx, seen| ops::put_on_agenda(tx, seen, lines))?;
    step(&|tx, seen| {
        let ways: Vec<_> =
            ops::members_of(tx.conn, id)?.iter().map(|it| (it.person, Way::Paper, String::new())).collect();
        ops::attend(tx, seen, &ways)
    })?;
    step(&|tx, seen| ops::start(tx, seen, None))?;
    step(&|tx, seen| {
        let counts = counts(&ops::paper_sheets(tx.conn, id)?);
        ops::enter_counts(tx, seen, &counts)
    })?;
    step(&ops::close)?;
    let said = Conclusion {
        minutes_no: minutes_no.to_owned(),
        ended_at: "11:00".into(),
        opinions: "Hội đồng nghe thường trực báo cáo kết quả thẩm định, không có ý kiến khác.".into(),
        conclusion: String::new(),
        said: HashMap::new(),
    };
    step(&|tx, seen| ops::conclude(tx, seen, &said).map(|_| ()))
}

fn call(tx: &mut Tx, year: Year, held_on: NaiveDate) -> AppResult<CouncilMeetingId> {
    let mut in_force = |kind| -> AppResult<CouncilId> {
        let found = councils::ops::in_force(tx.conn, kind, held_on)?.into_iter().next();
        found.map(|it| it.id).ok_or(AppError::NotFound)
    };
    let (council, board) = (in_force(CouncilKind::Emulation)?, in_force(CouncilKind::CountingBoard)?);
    let new = Call {
        year,
        council,
        board: Some(board),
        held_on,
        begun_at: "08:00".into(),
        place: "Phòng họp tầng 2".into(),
        votes_on_own: false,
        spares_own_unit: false,
        counts_recused: true,
    };
    ops::call(tx, &new)
}

/// All ballots are valid; every other line has one against it.
fn counts(sheets: &[PaperSheet]) -> Vec<SheetCount> {
    let mut nth = 0;
    let mut line = |issued: i64| {
        nth += 1;
        issued - i64::from(nth % 2 == 0)
    };
    let count = |sheet: &PaperSheet| SheetCount {
        sheet: sheet.id,
        returned: sheet.issued,
        valid: sheet.issued,
        invalid: 0,
        paper_agree: (0..sheet.lines).map(|_| line(sheet.issued)).collect(),
        written_agree: vec![0; sheet.lines],
    };
    sheets.iter().map(count).collect()
}
