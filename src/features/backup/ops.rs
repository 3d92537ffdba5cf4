//! What a backup and a restore leave in the history.

use diesel::prelude::*;

use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::schema::sessions;

/// Notes that a backup was made.
pub fn note_backup(tx: &mut Tx, file_name: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    tx.audit(Event::new(EventKind::BackedUp, Object::Installation).because(file_name))
}

/// Notes that a backup lies in the second place too.
pub fn note_copy(tx: &mut Tx, what: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    tx.audit(Event::new(EventKind::BackupCopied, Object::Installation).because(what))
}

/// Makes restored data ready to be used: whoever was logged in when the backup was made is so no longer.
pub fn begin_again(tx: &mut Tx, file_name: &str, made_at: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepInstallation)?;
    diesel::delete(sessions::table).execute(tx.conn)?;
    let event = Event::new(EventKind::Restored, Object::Installation);
    tx.audit(event.because(format!("{file_name}, sao lưu lúc {made_at}")))
}
