//! Backups that fail, told to those who can see to it: IT at once, secretariat and leadership when it goes on (SECURITY.md
//! B1). A trouble lasts from the first failure until it works again.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::{Connection, Db, Tx};
use crate::domain::backup_plan::Place;
use crate::domain::event::{Event, EventKind, Object};
use crate::error::AppResult;
use crate::policy::{self, Act, Actor};
use crate::schema::backup_troubles as row;

/// What has been failing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub place: Place,
    /// UTC.
    pub since: NaiveDateTime,
    pub why: String,
}

/// All that fails now.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Trouble>> {
    let rows: Vec<(Place, NaiveDateTime, String)> =
        row::table.order(row::since).select((row::place, row::since, row::why)).load(conn)?;
    Ok(rows.into_iter().map(|(place, since, why)| Trouble { place, since, why }).collect())
}

/// Notes how it went, where that is news; what was known already is not written again.
pub fn note<T>(db: &Db, place: Place, outcome: &anyhow::Result<T>) -> AppResult<()> {
    let is_known = db.read_now(all)?.iter().any(|it| it.place == place);
    match outcome {
        Ok(_) if is_known => db.write_now(&Actor::machine(), |tx| mend(tx, place)),
        Err(why) if !is_known => db.write_now(&Actor::machine(), |tx| begin(tx, place, &format!("{why:#}"))),
        _ => Ok(()),
    }
}

fn begin(tx: &mut Tx, place: Place, why: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    diesel::insert_into(row::table)
        .values((row::place.eq(place), row::since.eq(tx.now.naive_utc()), row::why.eq(why)))
        .execute(tx.conn)?;
    tx.audit(Event::new(EventKind::BackupFailed, Object::Installation).because(format!("{place}: {why}")))
}

fn mend(tx: &mut Tx, place: Place) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    diesel::delete(row::table.find(place)).execute(tx.conn)?;
    tx.audit(Event::new(EventKind::BackupMended, Object::Installation).because(place.to_string()))
}
