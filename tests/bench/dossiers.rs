//! The dossiers of a year's end: a queue that is full, and a decision that grants many at once.

use std::path::Path;
use std::time::Instant;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text, Timestamp};
use thidua::data_folder::DataFolder;
use thidua::db::Tx;
use thidua::domain::dossier::State;
use thidua::domain::event::{Event, EventKind, Object};
use thidua::domain::ids::DossierId;
use thidua::domain::year::Year;
use thidua::error::AppResult;
use thidua::features::dossiers::ops;
use thidua::policy::Actor;
use thidua::schema::dossiers;

/// How many wait for the secretariat.
const OPEN: i64 = 2_000;
/// How many one decision grants.
const GRANTED: i64 = 200;
/// Short ones: a person may have several, so that a small sample has enough.
const PROPOSE: &str = "WITH RECURSIVE round(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM round WHERE i < 40) \
     INSERT INTO dossiers (year, subject_id, unit_id, award_code, kind, state, version, achievement, on_behalf, filed_on, \
     received_on, reason, mend_field, since, due_on, sort_key) \
     SELECT ?1, p.id, p.unit_id, 'GK', 'sudden', ?2, 1, '', 0, ?3, ?3, '', '', ?4, ?3, p.sort_key \
     FROM round CROSS JOIN people p WHERE p.left_on IS NULL ORDER BY round.i, p.id LIMIT ?5";

/// Fills the queue, and says what it takes to mark those as decided that a decision grants.
pub fn fill_and_decide(folder: &Path) -> anyhow::Result<()> {
    let db = DataFolder::at(folder).open()?.db;
    let machine = Actor::machine();
    db.write_now(&machine, |tx| {
        propose(tx, State::UnitReviewed, OPEN)?;
        propose(tx, State::Verified, GRANTED)?;
        tx.audit(Event::new(EventKind::SampleMade, Object::Installation))
    })?;
    let verified = dossiers::table.filter(dossiers::state.eq(State::Verified)).select(dossiers::id);
    let ids: Vec<DossierId> = db.read_now(|conn| Ok(verified.load(conn)?))?;
    let began = Instant::now();
    db.write_now(&machine, |tx| ids.iter().try_for_each(|id| ops::mark_decided(tx, *id, "15/QĐ-STC")))?;
    println!("{} dossiers marked as decided in one transaction: {:.0?}\n", ids.len(), began.elapsed());
    Ok(())
}

fn propose(tx: &mut Tx, state: State, many: i64) -> AppResult<()> {
    diesel::sql_query(PROPOSE)
        .bind::<BigInt, _>(Year::of(tx.today))
        .bind::<Text, _>(state)
        .bind::<Date, _>(tx.today)
        .bind::<Timestamp, _>(tx.now.naive_utc())
        .bind::<BigInt, _>(many)
        .execute(tx.conn)?;
    Ok(())
}
