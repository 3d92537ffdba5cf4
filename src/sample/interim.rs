//! The review of the half-year: every unit proposes all its people and itself, the secretariat confirms.

use super::{RUNNING, actors, day, move_to};
use crate::db::Db;
use crate::error::AppResult;
use crate::features::interim_results::ops;

pub fn review(db: &mut Db) -> AppResult<()> {
    let (secretariat, heads, units) = db.read_now(|conn| {
        let secretariat = actors::with_account(conn, actors::SECRETARIAT)?;
        Ok((secretariat, actors::heads(conn)?, ops::units_under_review(conn, RUNNING)?))
    })?;
    move_to(db, day(7, 2));
    for unit in units {
        let proposes = heads.get(&unit.id).unwrap_or(&secretariat);
        db.write_now(proposes, |tx| {
            let sheet = ops::sheet(tx.conn, RUNNING, unit.id)?;
            let all: Vec<String> = sheet.candidates.into_iter().map(|candidate| candidate.code).collect();
            ops::propose(tx, RUNNING, unit.id, &all)
        })?;
    }
    move_to(db, day(7, 4));
    db.write_now(&secretariat, |tx| ops::confirm(tx, RUNNING, None))?;
    Ok(())
}
