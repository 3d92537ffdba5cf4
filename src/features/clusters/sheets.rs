//! The verbs on a unit's score sheet: it writes and sends it, the secretariat verifies it or gives it back.

use diesel::prelude::*;

use super::scores::{self, VerifiedTyped, Written};
use super::sheet_store::{self, SeenSheet, Sheet};
use super::store::{self, Cluster};
use super::table::{Row, Table};
use super::told;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{people, years};
use crate::policy::{self, Act, ClusterSheetAct};
use crate::schema::people as people_table;
use crate::web::history;

/// The sheet somebody has read, with the table it stands in; from now on it has a higher version.
fn take(tx: &mut Tx, seen: SeenSheet, act: ClusterSheetAct, field: &str) -> AppResult<(Sheet, Table)> {
    let sheet = sheet_store::find(tx.conn, seen.id)?;
    let cluster = must(tx, act, &sheet, seen)?;
    years::ops::must_not_be_ended(tx.conn, cluster.content.year, field)?;
    sheet_store::raise(tx.conn, seen)?;
    let table = Table::load(tx.conn, cluster.id, tx.today)?;
    Ok((sheet, table))
}

/// Asks the policy; whoever has read an older version is told who was quicker, before his right hangs on its state.
fn must(tx: &mut Tx, act: ClusterSheetAct, sheet: &Sheet, seen: SeenSheet) -> AppResult<Cluster> {
    let cluster = store::find(tx.conn, sheet.cluster_id)?;
    let facts = sheet.facts(&cluster, tx.today);
    policy::must_see(tx.actor, Act::OnClusterSheet(ClusterSheetAct::See, &facts))?;
    if sheet.version != seen.version && !policy::may(tx.actor, Act::OnClusterSheet(act, &facts)) {
        return Err(AppError::Stale(history::last_act(tx.conn, Object::ClusterSheet(seen.id))?));
    }
    tx.must(Act::OnClusterSheet(act, &facts))?;
    Ok(cluster)
}

/// The unit's row; a unit that has left the block has none.
fn row_of<'t>(table: &'t Table, sheet: &Sheet) -> AppResult<&'t Row> {
    table.rows.iter().find(|row| row.sheet.id == sheet.id).ok_or(AppError::NotFound)
}

/// Saves what the unit has written so far.
pub fn save_own(tx: &mut Tx, seen: SeenSheet, typed: &Written) -> AppResult<()> {
    let (sheet, table) = take(tx, seen, ClusterSheetAct::Score, "points_1")?;
    let own = scores::own(&table, row_of(&table, &sheet)?, typed, false)?;
    sheet_store::put_own(tx.conn, seen.id, &own)?;
    tx.audit(Event::new(EventKind::ClusterSheetSaved, Object::ClusterSheet(seen.id)))
}

/// Sends the sheet to the secretariat.
///
/// # Errors
/// `Fields` while points or explanations are missing.
pub fn submit(tx: &mut Tx, seen: SeenSheet, typed: &Written) -> AppResult<()> {
    let (sheet, table) = take(tx, seen, ClusterSheetAct::Submit, "points_1")?;
    let own = scores::own(&table, row_of(&table, &sheet)?, typed, true)?;
    sheet_store::put_own(tx.conn, seen.id, &own)?;
    sheet_store::set_submitted(tx, seen.id)?;
    let (_, unit) = sheet_store::unit_named(tx.conn, sheet.unit)?;
    told::submitted(tx, &sheet, &unit)?;
    let late = if table.cluster.content.self_due_on < tx.today { "Gửi sau hạn tự chấm." } else { "" };
    tx.audit(Event::new(EventKind::ClusterSheetSubmitted, Object::ClusterSheet(seen.id)).because(late))
}

/// Confirms the points criterion by criterion.
///
/// # Errors
/// `Fields` where points are missing, or a reason where they differ from the unit's own.
pub fn verify(tx: &mut Tx, seen: SeenSheet, typed: &VerifiedTyped) -> AppResult<()> {
    let (sheet, table) = take(tx, seen, ClusterSheetAct::Verify, "points_1")?;
    let row = row_of(&table, &sheet)?;
    let found = scores::verified(&table, row, typed)?;
    sheet_store::put_verified(tx.conn, seen.id, &found)?;
    sheet_store::set_confirmed(tx, seen.id)?;
    told::answered(tx, &sheet, "đã được thẩm định")?;
    let differs = |it: &&sheet_store::Verified| !it.reason.is_empty();
    let what = match found.iter().filter(differs).count() {
        0 => "Giữ nguyên điểm tự chấm.".to_owned(),
        number => format!("{number} tiêu chí khác điểm tự chấm."),
    };
    let what = if sheet.is_open() { what } else { format!("Đơn vị không tự chấm trong hạn. {what}") };
    tx.audit(Event::new(EventKind::ClusterSheetConfirmed, Object::ClusterSheet(seen.id)).because(what))
}

/// Gives a sheet back to its unit, also one that was verified.
pub fn return_sheet(tx: &mut Tx, seen: SeenSheet, reason: &str) -> AppResult<()> {
    let sheet = sheet_store::find(tx.conn, seen.id)?;
    let cluster = must(tx, ClusterSheetAct::Return, &sheet, seen)?;
    years::ops::must_not_be_ended(tx.conn, cluster.content.year, "note")?;
    sheet_store::raise(tx.conn, seen)?;
    sheet_store::set_returned(tx.conn, seen.id, reason)?;
    told::answered(tx, &sheet, "được trả lại để sửa")?;
    tx.audit(Event::new(EventKind::ClusterSheetReturned, Object::ClusterSheet(seen.id)).because(reason))
}

/// The head lets somebody of the unit write; an empty code takes it back.
///
/// # Errors
/// `Fields` where nobody of the unit has the code.
pub fn name_scribe(tx: &mut Tx, seen: SeenSheet, code: &str) -> AppResult<()> {
    let sheet = sheet_store::find(tx.conn, seen.id)?;
    must(tx, ClusterSheetAct::NameScribe, &sheet, seen)?;
    let scribe = if code.is_empty() { None } else { Some(of_unit(tx, sheet.unit, code)?) };
    sheet_store::raise(tx.conn, seen)?;
    sheet_store::set_scribe(tx.conn, seen.id, scribe)?;
    let event = Event::new(EventKind::ClusterScribeNamed, Object::ClusterSheet(seen.id));
    tx.audit(event.changed("scribe", sheet.scribe_id.map_or_else(String::new, |it| it.to_string()), code))
}

fn of_unit(tx: &mut Tx, unit: UnitId, code: &str) -> AppResult<PersonId> {
    let unknown = || FieldErrors::one("scribe", "Đơn vị không có cán bộ mang mã này. Nhập mã cán bộ của đơn vị.");
    let person = people::ops::by_code(tx.conn, code)?.ok_or_else(unknown)?;
    let of: UnitId = people_table::table.find(person).select(people_table::unit_id).first(tx.conn)?;
    if of == unit { Ok(person) } else { Err(unknown().into()) }
}
