//! Backups that fail, told to those who can see to it: IT at once, secretariat and leadership when it goes on (SECURITY.md
//! B1). A trouble lasts from the first failure until it works again.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::{Connection, Db, Tx};
use crate::domain::backup_plan::Step;
use crate::domain::event::{Event, EventKind, Object};
use crate::error::AppResult;
use crate::policy::{self, Act, Actor};
use crate::schema::backup_troubles as row;

/// What has been failing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub step: Step,
    /// UTC.
    pub since: NaiveDateTime,
    pub why: String,
}

/// All that fails now.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Trouble>> {
    let rows: Vec<(Step, NaiveDateTime, String)> =
        row::table.order(row::since).select((row::step, row::since, row::why)).load(conn)?;
    Ok(rows.into_iter().map(|(step, since, why)| Trouble { step, since, why }).collect())
}

/// Notes how it went, where that is news; what was known already is not written again.
pub fn note<T>(db: &Db, step: Step, outcome: &anyhow::Result<T>) -> AppResult<()> {
    let is_known = db.read_now(all)?.iter().any(|it| it.step == step);
    match outcome {
        Ok(_) if is_known => db.write_now(&Actor::machine(), |tx| mend(tx, step)),
        Err(why) if !is_known => db.write_now(&Actor::machine(), |tx| begin(tx, step, &format!("{why:#}"))),
        _ => Ok(()),
    }
}

/// Takes a step and notes how it went.
///
/// # Errors
/// Those of the step; where it went well, those of noting that.
pub fn noted<T>(db: &Db, step: Step, take: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let taken = take();
    let noted = note(db, step, &taken);
    let result = taken?;
    noted?;
    Ok(result)
}

fn begin(tx: &mut Tx, step: Step, why: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    diesel::insert_into(row::table)
        .values((row::step.eq(step), row::since.eq(tx.now.naive_utc()), row::why.eq(why)))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::BackupFailed, Object::Installation).because(format!("{step}: {why}")))
}

/// Notes that a step works again, where it did not.
pub fn mend(tx: &mut Tx, step: Step) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    if diesel::delete(row::table.find(step)).execute(tx.conn)? == 0 {
        return Ok(());
    }
    tx.audit(Event::new(EventKind::BackupMended, Object::Installation).because(step.to_string()))
}
