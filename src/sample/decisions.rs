//! The decision that waits for the director: of a commendation that does not wait for the end of the year.

use diesel::prelude::*;

use super::plan::DECIDED_SOON;
use super::{RUNNING, actors, day, move_to};
use crate::db::Db;
use crate::domain::dossier::State;
use crate::domain::ids::DossierId;
use crate::error::AppResult;
use crate::features::decisions::ops::{self, Draft};
use crate::schema::{dossiers, subjects};

const ABSTRACT: &str = "Về việc tặng Giấy khen cho cá nhân có thành tích đột xuất năm 2014";

pub fn draft(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 14));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, |tx| {
        let lines: Vec<DossierId> = dossiers::table
            .inner_join(subjects::table)
            .filter(subjects::code.eq(DECIDED_SOON))
            .filter(dossiers::year.eq(RUNNING))
            .filter(dossiers::state.eq(State::Verified))
            .select(dossiers::id)
            .load(tx.conn)?;
        ops::draft(tx, &Draft { year: RUNNING, abstract_line: ABSTRACT.into(), lines })?;
        Ok(())
    })
}
