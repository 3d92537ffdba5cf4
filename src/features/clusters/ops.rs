//! The verbs of blocks: setting one up, publishing its table of criteria, opening it again for a new version. What
//! follows the scoring stands in [`concluding`](super::concluding).

use super::{criteria_store, sheet_store, store, told};
use crate::db::{Connection, Tx};
use crate::domain::date::format_date;
use crate::domain::emulation_cluster::Step;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::{units, years};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::concluding::{conclude, conclusions_of, propose, return_, revoke};
pub use super::criteria::{copy_from, put as put_criterion, remove as remove_criterion};
pub use super::criteria_store::{Content as CriterionContent, Criterion, of as criteria_of};
pub use super::scores::{VerifiedTyped, Written};
pub use super::sheet_store::{OwnScore, SeenSheet, Sheet, Verified, find as find_sheet, of as sheets_of};
pub use super::sheets::{name_scribe, return_sheet, save_own, submit, verify};
pub use super::store::{Cluster, Content, Member, find, members, of_year};
pub use super::table::{Cell, Row, Table};

const SAME_NAME: &str = "Năm này đã có khối mang tên đó. Đặt tên khác.";
const OTHER_BLOCK: &str = "Có đơn vị đã thuộc khối khác của năm này. Mỗi đơn vị thuộc một khối trong năm.";
/// More units nobody compares on one page.
const MOST_MEMBERS: usize = 60;

/// A block in the version that somebody has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub id: ClusterId,
    pub version: i64,
}

/// A block as typed: its units by code.
#[derive(Debug, Clone)]
pub struct TypedCluster {
    pub content: Content,
    pub units: Vec<String>,
}

/// Begins a draft.
///
/// # Errors
/// `Fields` at a year that is not open, units nobody knows or that stand in another block, a name that is taken.
pub fn add(tx: &mut Tx, new: &TypedCluster) -> AppResult<ClusterId> {
    policy::must(tx.actor, Act::KeepClusters)?;
    let content = &new.content;
    years::ops::must_exist(tx.conn, content.year)?;
    years::ops::must_not_be_ended(tx.conn, content.year, "year")?;
    let chosen = chosen_units(tx.conn, &new.units)?;
    let id = store::insert(tx.conn, content).on_unique("emulation_clusters.year", "name", SAME_NAME)?;
    store::set_members(tx.conn, id, content.year, &chosen).on_unique("cluster_members.year", "units", OTHER_BLOCK)?;
    let event = Event::new(EventKind::ClusterSaved, Object::Cluster(id)).changed("name", "", &content.name);
    tx.audit(event.changed("units", "", new.units.join(", "))).map(|()| id)
}

/// The block somebody has read while its table is prepared, which from now on has a higher version.
pub(super) fn prepare(tx: &mut Tx, seen: Seen, field: &str) -> AppResult<Cluster> {
    policy::must(tx.actor, Act::KeepClusters)?;
    let cluster = take(tx, seen, field)?;
    if cluster.state.is_prepared() { Ok(cluster) } else { Err(AppError::Illegal) }
}

/// The block in the version that was read.
pub(super) fn take(tx: &mut Tx, seen: Seen, field: &str) -> AppResult<Cluster> {
    let cluster = find(tx.conn, seen.id)?;
    years::ops::must_not_be_ended(tx.conn, cluster.content.year, field)?;
    if store::raise(tx.conn, seen)? {
        return Ok(cluster);
    }
    Err(AppError::Stale(history::last_act(tx.conn, Object::Cluster(seen.id))?))
}

/// Carries a step of the block out.
pub(super) fn step(tx: &mut Tx, cluster: &Cluster, step: Step) -> AppResult<()> {
    let step = cluster.state.step(step)?;
    if store::save_move(tx.conn, cluster.id, step)? {
        return Ok(());
    }
    Err(AppError::Stale(history::last_act(tx.conn, Object::Cluster(cluster.id))?))
}

fn chosen_units(conn: &mut Connection, codes: &[String]) -> AppResult<Vec<UnitId>> {
    let units = units::ops::all(conn)?;
    let found: Vec<UnitId> =
        units.iter().filter(|it| it.kind.is_collective() && codes.contains(&it.code)).map(|it| it.id).collect();
    if found.len() < codes.len() {
        return Err(FieldErrors::one("units", "Có đơn vị không có trong danh sách. Chọn lại đơn vị.").into());
    }
    if found.len() > MOST_MEMBERS {
        let words = format!("Một khối có nhiều nhất {MOST_MEMBERS} đơn vị. Chia thành nhiều khối.");
        return Err(FieldErrors::one("units", words).into());
    }
    Ok(found)
}

/// Changes what a block is about and who stands in it, while its table is prepared.
pub fn change(tx: &mut Tx, seen: Seen, new: &TypedCluster) -> AppResult<()> {
    let before = prepare(tx, seen, "year")?;
    let content = &new.content;
    if before.is_published() && before.content.year != content.year {
        return Err(FieldErrors::one("year", "Bảng tiêu chí đã công bố, không đổi năm được nữa.").into());
    }
    years::ops::must_exist(tx.conn, content.year)?;
    years::ops::must_not_be_ended(tx.conn, content.year, "year")?;
    let chosen = chosen_units(tx.conn, &new.units)?;
    let stood: Vec<String> = members(tx.conn, seen.id)?.into_iter().map(|unit| unit.code).collect();
    store::update(tx.conn, seen.id, content).on_unique("emulation_clusters.year", "name", SAME_NAME)?;
    store::set_members(tx.conn, seen.id, content.year, &chosen).on_unique(
        "cluster_members.year",
        "units",
        OTHER_BLOCK,
    )?;
    let stand: Vec<String> = members(tx.conn, seen.id)?.into_iter().map(|unit| unit.code).collect();
    let old = &before.content;
    tx.audit(
        Event::new(EventKind::ClusterSaved, Object::Cluster(seen.id))
            .changed("year", old.year, content.year)
            .changed("name", &old.name, &content.name)
            .changed("basis", &old.basis, &content.basis)
            .changed("self_due_on", old.self_due_on, content.self_due_on)
            .changed("verify_due_on", old.verify_due_on, content.verify_due_on)
            .changed("units", stood.join(", "), stand.join(", ")),
    )
}

/// Drops a draft that was never published.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let cluster = prepare(tx, seen, "note")?;
    if cluster.is_published() {
        return Err(AppError::Illegal);
    }
    store::delete(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::ClusterDiscarded, Object::Cluster(seen.id)).because(cluster.content.name))
}

/// Publishes the table of criteria: the units score themselves by it, and what they had written at lines that stayed as
/// they were is taken over. Sheets that were sent go back to be looked through.
///
/// # Errors
/// `Fields` with what is missing.
pub fn publish(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let cluster = prepare(tx, seen, "note")?;
    let edition = cluster.working_edition();
    let lacking = lacking(tx.conn, &cluster, tx.today)?;
    if !lacking.is_empty() {
        return Err(lacking.into());
    }
    step(tx, &cluster, Step::Publish)?;
    criteria_store::insert_edition(tx, seen.id, edition, &cluster.revised_because)?;
    store::set_edition(tx.conn, seen.id, edition)?;
    sheet_store::add_missing(tx.conn, seen.id)?;
    if cluster.is_published() {
        sheet_store::take_over(tx.conn, seen.id, edition)?;
        let reason = format!("Bảng tiêu chí có phiên bản {edition}: {}", cluster.revised_because);
        sheet_store::return_all(tx.conn, seen.id, &reason)?;
    }
    told::published(tx, &cluster, edition)?;
    tx.audit(Event::new(EventKind::ClusterPublished, Object::Cluster(seen.id)).because(format!("Phiên bản {edition}.")))
}

/// What a table still lacks before it can be published.
pub fn lacking(conn: &mut Connection, cluster: &Cluster, today: chrono::NaiveDate) -> AppResult<FieldErrors> {
    let mut errors = FieldErrors::default();
    if members(conn, cluster.id)?.len() < 2 {
        errors.add("note", "Khối cần ít nhất hai đơn vị. Sửa khối và chọn đơn vị.");
    }
    let criteria = criteria_of(conn, cluster.id, cluster.working_edition())?;
    if !criteria.iter().any(|it| it.content.manner.is_regular()) {
        errors.add("note", "Bảng tiêu chí chưa có tiêu chí nào ngoài điểm thưởng, điểm trừ. Thêm tiêu chí.");
    }
    if cluster.content.self_due_on < today {
        let due = format_date(cluster.content.self_due_on);
        errors.add("note", format!("Hạn tự chấm {due} đã qua. Sửa khối và đặt hạn từ hôm nay trở đi."));
    }
    Ok(errors)
}

/// Opens the published table for a new version; the units wait meanwhile.
pub fn revise(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepClusters)?;
    let cluster = take(tx, seen, "note")?;
    step(tx, &cluster, Step::Revise)?;
    store::set_reason(tx.conn, seen.id, reason)?;
    criteria_store::copy_to_next(tx.conn, seen.id, cluster.edition)?;
    tx.audit(Event::new(EventKind::ClusterRevised, Object::Cluster(seen.id)).because(reason))
}
