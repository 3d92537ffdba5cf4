//! The decision that waits for the director: of a title that does not wait for the end of the year.

use diesel::prelude::*;

use super::{RUNNING, actors, day, move_to};
use crate::db::Db;
use crate::domain::ids::RegistrationId;
use crate::domain::registration::State;
use crate::error::AppResult;
use crate::features::decisions::ops::{self, Draft};
use crate::schema::{registrations, subjects};

const ABSTRACT: &str = "Về việc công nhận danh hiệu Lao động tiên tiến năm 2014 đối với công chức chuyển công tác";
const SUBJECT: &str = "TTR-004";
const AWARD: &str = "LDTT";

pub fn draft(db: &mut Db) -> AppResult<()> {
    move_to(db, day(7, 14));
    let secretariat = db.read_now(|conn| actors::with_account(conn, actors::SECRETARIAT))?;
    db.write_now(&secretariat, |tx| {
        let lines: Vec<RegistrationId> = registrations::table
            .inner_join(subjects::table)
            .filter(subjects::code.eq(SUBJECT))
            .filter(registrations::year.eq(RUNNING))
            .filter(registrations::award_code.eq(AWARD))
            .filter(registrations::state.eq(State::Accepted))
            .select(registrations::id)
            .load(tx.conn)?;
        ops::draft(tx, &Draft { year: RUNNING, abstract_line: ABSTRACT.into(), lines })?;
        Ok(())
    })
}
