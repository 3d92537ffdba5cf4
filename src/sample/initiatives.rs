//! Initiatives of the running year, in every state they can have by the middle of July.

use super::{RUNNING, actors, day, move_to};
use crate::db::{Db, Tx};
use crate::domain::ids::InitiativeId;
use crate::domain::initiative::{Level, State};
use crate::error::{AppError, AppResult};
use crate::features::initiatives::application::Application;
use crate::features::initiatives::ops::{self, Recognition, Recording, Saving, Seen, Share};
use crate::policy::Actor;

mod texts;

use texts::{INITIATIVES, Written};

/// How far an initiative has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Draft,
    Filed,
    Returned,
    Reviewed,
    Withdrawn,
    Recognised,
    Rejected,
}

const DECISION: &str = "58/QĐ-STC";
const RETURNED_BECAUSE: &str = "Nêu rõ kết quả sau khi áp dụng, có số liệu so sánh.";
const REJECTED_BECAUSE: &str = "Giải pháp đã được công nhận trước đây, phần mới chưa có kết quả.";

/// Those that were through by June.
pub fn of_spring(db: &mut Db) -> AppResult<()> {
    let spring = |reached| matches!(reached, Reached::Recognised | Reached::Rejected | Reached::Withdrawn);
    move_to(db, day(4, 7));
    let made = record(db, spring)?;
    move_to(db, day(4, 14));
    confirm(db, &made)?;
    move_to(db, day(6, 20));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    for (written, id) in made {
        if state_of(db, id)? != State::UnitReviewed {
            continue;
        }
        db.write_now(&secretariat, |tx| {
            let seen = seen(tx, id)?;
            if written.reached == Reached::Rejected {
                return ops::reject(tx, seen, REJECTED_BECAUSE);
            }
            let recognised_on = day(6, 20);
            ops::recognise(tx, seen, &Recognition { level: Level::Base, decision_no: DECISION.into(), recognised_on })
        })?;
    }
    Ok(())
}

/// Those still on their way.
pub fn of_summer(db: &mut Db) -> AppResult<()> {
    let summer = |reached| matches!(reached, Reached::Draft | Reached::Filed | Reached::Returned | Reached::Reviewed);
    move_to(db, day(7, 8));
    let made = record(db, summer)?;
    move_to(db, day(7, 9));
    confirm(db, &made)
}

type Made = (&'static Written, InitiativeId);

/// The first author records each and sends it in, once the others have confirmed.
fn record(db: &Db, of_season: fn(Reached) -> bool) -> AppResult<Vec<Made>> {
    let staff = db.read_now(actors::staff)?;
    let mut made = Vec::new();
    for written in INITIATIVES.iter().filter(|written| of_season(written.reached)) {
        let mut authors = Vec::new();
        for (code, _) in written.authors {
            let author = staff.iter().find(|colleague| colleague.code == *code).ok_or(AppError::NotFound)?;
            authors.push(db.read_now(|conn| author.actor(conn))?);
        }
        let first = authors.first().ok_or(AppError::NotFound)?;
        let id = db.write_now(first, |tx| draft(tx, written))?;
        if written.reached != Reached::Draft {
            for author in &authors[1..] {
                db.write_now(author, |tx| {
                    let seen = seen(tx, id)?;
                    ops::confirm(tx, seen)
                })?;
            }
            db.write_now(first, |tx| send_in(tx, written, id))?;
        }
        made.push((written, id));
    }
    Ok(made)
}

fn draft(tx: &mut Tx, written: &Written) -> AppResult<InitiativeId> {
    let share = |(row, (author, percent)): (usize, &(&str, i32))| Share {
        row: row + 1,
        author: (*author).to_owned(),
        percent: *percent,
        qualification: String::new(),
    };
    let application = Application {
        nature: written.nature.into(),
        benefits_by_author: written.benefits.into(),
        ..Application::default()
    };
    let recording = Recording {
        year: RUNNING,
        title: written.title.into(),
        field: written.field.into(),
        summary: written.summary.into(),
        application,
        first_used_on: Some(day(3, 3)),
        shares: written.authors.iter().enumerate().map(share).collect(),
    };
    let saving = if written.reached == Reached::Draft { Saving::Draft } else { Saving::Complete };
    let code = ops::record(tx, &recording, saving)?;
    ops::id_of(tx.conn, &code)
}

fn send_in(tx: &mut Tx, written: &Written, id: InitiativeId) -> AppResult<()> {
    let seen_before = seen(tx, id)?;
    ops::file(tx, seen_before)?;
    if written.reached == Reached::Withdrawn {
        let seen = seen(tx, id)?;
        ops::withdraw(tx, seen)?;
    }
    Ok(())
}

/// The heads answer those of their units, but for their own.
fn confirm(db: &Db, made: &[Made]) -> AppResult<()> {
    let heads = db.read_now(actors::heads)?;
    for (written, id) in made.iter().filter(|(written, _)| written.reached != Reached::Filed) {
        let found = db.read_now(|conn| ops::find(conn, *id))?;
        let head: Option<&Actor> = heads.get(&found.facts.unit);
        let (State::Filed, Some(head)) = (found.facts.state, head) else {
            continue;
        };
        db.write_now(head, |tx| {
            let seen = seen(tx, *id)?;
            match written.reached {
                Reached::Returned => ops::return_for_changes(tx, seen, RETURNED_BECAUSE),
                _ => ops::agree(tx, seen),
            }
        })?;
    }
    Ok(())
}

fn seen(tx: &mut Tx, id: InitiativeId) -> AppResult<Seen> {
    Ok(Seen { id, version: ops::find(tx.conn, id)?.version })
}

fn state_of(db: &Db, id: InitiativeId) -> AppResult<State> {
    db.read_now(|conn| Ok(ops::find(conn, id)?.facts.state))
}
