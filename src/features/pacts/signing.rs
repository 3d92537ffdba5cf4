//! Signatures: each side's, on the screen, with name, position and time; never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::{Seen, find, stale};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::date::format_date_time;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::domain::pact::{Side, State};
use crate::error::{AppError, AppResult};
use crate::features::{notices, years};
use crate::policy::Act;
use crate::schema::pact_signatures as signatures;
use crate::web::history::named;

/// A signature.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = signatures)]
pub struct Signature {
    pub edition: i64,
    pub side: Side,
    pub signer_name: String,
    pub signer_position: String,
    pub on_behalf_of: String,
    pub signed_at: NaiveDateTime,
}

impl Signature {
    /// Who signed, and in whose place.
    pub fn signer(&self) -> String {
        named(self.signer_name.clone(), &self.on_behalf_of)
    }
}

/// All signatures of a pact, those of earlier offerings too, oldest first.
pub fn signatures_of(conn: &mut Connection, id: PactId) -> AppResult<Vec<Signature>> {
    let rows = signatures::table.filter(signatures::pact_id.eq(id)).order(signatures::id);
    Ok(rows.select(Signature::as_select()).load(conn)?)
}

/// Signs an offered pact for a side, as it was read.
///
/// # Errors
/// `Stale`, saying who signed, the second time; `Fields` once the year has ended.
pub fn sign(tx: &mut Tx, seen: Seen, side: Side) -> AppResult<()> {
    let pact = find(tx.conn, seen.id)?;
    tx.must(Act::SignPact(side, pact.content.unit))?;
    years::ops::must_be_open(tx.conn, pact.content.year, "side")?;
    if pact.standing.state == State::Draft {
        return Err(stale(tx, seen.id));
    }
    if !pact.standing.awaits(side) {
        return Err(signed_already(tx, seen.id, pact.standing.edition, side)?);
    }
    if pact.version != seen.version {
        return Err(stale(tx, seen.id));
    }
    let position = store::position_of(tx.conn, tx.actor.person)?;
    diesel::insert_into(signatures::table)
        .values((
            signatures::pact_id.eq(seen.id),
            signatures::edition.eq(pact.standing.edition),
            signatures::side.eq(side),
            signatures::account_id.eq(tx.actor.account),
            signatures::signer_name.eq(&tx.actor.full_name),
            signatures::signer_position.eq(position),
            signatures::on_behalf_of.eq(&tx.on_behalf_of),
            signatures::signed_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    let mut standing = pact.standing;
    match side {
        Side::Agency => standing.awaits_agency = false,
        Side::Union => standing.awaits_union = false,
        Side::Unit => standing.awaits_unit = false,
    }
    store::set_signed(tx.conn, seen.id, standing, tx.today)?;
    if !(standing.awaits_agency || standing.awaits_union || standing.awaits_unit) {
        let told = format!("Giao ước thi đua năm {} của {} đã được các bên ký.", pact.content.year, pact.unit_name);
        notices::ops::tell(tx, Audience::Unit(pact.content.unit), told, Object::Pact(seen.id))?;
    }
    let what = format!("{}, bản {}.", side.word(), standing.edition);
    tx.audit(Event::new(EventKind::PactSigned, Object::Pact(seen.id)).because(what))
}

fn signed_already(tx: &mut Tx, id: PactId, edition: i64, side: Side) -> AppResult<AppError> {
    let signed = signatures_of(tx.conn, id)?.into_iter().find(|it| it.edition == edition && it.side == side);
    let words = signed.map_or_else(
        || format!("Giao ước này không cần chữ ký của {}.", side.word().to_lowercase()),
        |it| format!("Đồng chí {} đã ký giao ước này lúc {}.", it.signer(), format_date_time(it.signed_at.and_utc())),
    );
    Ok(AppError::Stale(words))
}
