//! Reads and writes of confirmations.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::{Connection, Tx};
use crate::domain::ids::LawConfirmationId;
use crate::error::AppResult;
use crate::schema::{accounts, law_confirmations};

diesel::alias!(accounts as withdrawers: Withdrawers);

/// That somebody has compared an entry with the official text, and perhaps took it back.
#[derive(Debug, Clone, Queryable)]
pub struct Confirmation {
    pub id: LawConfirmationId,
    pub entry: String,
    /// The text that was seen, by number and article.
    pub document: String,
    pub note: String,
    /// `None` for a command at the machine.
    pub confirmed_by: Option<String>,
    pub confirmed_at: NaiveDateTime,
    pub withdrawn_by: Option<String>,
    pub withdrawn_at: Option<NaiveDateTime>,
    pub withdrawn_because: String,
}

/// Confirmations with the names of those who made and withdrew them.
macro_rules! confirmations {
    ($filter:expr) => {
        law_confirmations::table
            .left_join(accounts::table.on(accounts::id.nullable().eq(law_confirmations::confirmed_by)))
            .left_join(withdrawers.on(withdrawers.field(accounts::id).nullable().eq(law_confirmations::withdrawn_by)))
            .filter($filter)
            .order(law_confirmations::id.desc())
            .select((
                law_confirmations::id,
                law_confirmations::entry,
                law_confirmations::document,
                law_confirmations::note,
                accounts::full_name.nullable(),
                law_confirmations::confirmed_at,
                withdrawers.field(accounts::full_name).nullable(),
                law_confirmations::withdrawn_at,
                law_confirmations::withdrawn_because,
            ))
    };
}

/// Those that stand, of all entries.
pub fn standing(conn: &mut Connection) -> AppResult<Vec<Confirmation>> {
    Ok(confirmations!(law_confirmations::withdrawn_at.is_null()).load(conn)?)
}

/// Everything that was said of one entry, newest first.
pub fn of_entry(conn: &mut Connection, entry: &str) -> AppResult<Vec<Confirmation>> {
    Ok(confirmations!(law_confirmations::entry.eq(entry)).load(conn)?)
}

/// The keys of the confirmed entries.
pub fn confirmed(conn: &mut Connection) -> AppResult<Vec<String>> {
    let standing = law_confirmations::table.filter(law_confirmations::withdrawn_at.is_null());
    Ok(standing.select(law_confirmations::entry).load(conn)?)
}

pub fn insert(tx: &mut Tx, entry: &str, document: &str, note: &str) -> QueryResult<LawConfirmationId> {
    diesel::insert_into(law_confirmations::table)
        .values((
            law_confirmations::entry.eq(entry),
            law_confirmations::document.eq(document),
            law_confirmations::note.eq(note),
            law_confirmations::confirmed_by.eq(tx.actor.account),
            law_confirmations::confirmed_at.eq(tx.now.naive_utc()),
            law_confirmations::withdrawn_because.eq(""),
        ))
        .returning(law_confirmations::id)
        .get_result(tx.conn)
}

/// The confirmation that stands of an entry.
pub fn standing_of(conn: &mut Connection, entry: &str) -> AppResult<(LawConfirmationId, String)> {
    Ok(law_confirmations::table
        .filter(law_confirmations::entry.eq(entry))
        .filter(law_confirmations::withdrawn_at.is_null())
        .select((law_confirmations::id, law_confirmations::document))
        .first(conn)?)
}

pub fn withdraw(tx: &mut Tx, id: LawConfirmationId, because: &str) -> AppResult<()> {
    diesel::update(law_confirmations::table.find(id))
        .set((
            law_confirmations::withdrawn_by.eq(tx.actor.account),
            law_confirmations::withdrawn_at.eq(tx.now.naive_utc()),
            law_confirmations::withdrawn_because.eq(because),
        ))
        .execute(tx.conn)?;
    Ok(())
}
