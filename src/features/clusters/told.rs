//! What those concerned are told of the scoring of a block.

use super::sheet_store::Sheet;
use super::store::{self, Cluster};
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::UnitId;
use crate::domain::notice::Audience;
use crate::domain::role::Role;
use crate::error::AppResult;
use crate::features::notices::ops::{Notice, tell, tell_all};

/// The heads, that they are to score.
pub fn published(tx: &mut Tx, it: &Cluster, edition: i64) -> AppResult<()> {
    let due = format_date(it.content.self_due_on);
    let what = if edition == 1 { "đã công bố" } else { "có phiên bản mới" };
    let words = format!("Bảng tiêu chí chấm điểm {} {what}. Hạn tự chấm: {due}.", it.content.name);
    to_units(tx, it, &words, Audience::HeadOf)
}

/// All of the units, what came of it.
pub fn concluded(tx: &mut Tx, it: &Cluster) -> AppResult<()> {
    let words = format!("Đã kết luận xếp hạng {} năm {}.", it.content.name, it.content.year);
    to_units(tx, it, &words, Audience::Unit)
}

pub fn revoked(tx: &mut Tx, it: &Cluster) -> AppResult<()> {
    let words = format!("Kết luận xếp hạng {} năm {} đã được thu hồi.", it.content.name, it.content.year);
    to_units(tx, it, &words, Audience::Unit)
}

fn to_units(tx: &mut Tx, it: &Cluster, words: &str, audience: fn(UnitId) -> Audience) -> AppResult<()> {
    let notice = |unit: store::Member| Notice {
        audience: audience(unit.id),
        words: words.to_owned(),
        object: Object::Cluster(it.id),
    };
    let notices: Vec<Notice> = store::members(tx.conn, it.id)?.into_iter().map(notice).collect();
    tell_all(tx, &notices)
}

/// The secretariat, that a unit has scored itself.
pub fn submitted(tx: &mut Tx, it: &Sheet, unit: &str) -> AppResult<()> {
    let words = format!("{unit} đã gửi phiếu tự chấm điểm thi đua.");
    tell(tx, Audience::Role(Role::Secretariat), words, Object::ClusterSheet(it.id))
}

/// The head of the unit, what became of the sheet.
pub fn answered(tx: &mut Tx, it: &Sheet, outcome: &str) -> AppResult<()> {
    let words = format!("Phiếu tự chấm điểm thi đua của đơn vị {outcome}.");
    tell(tx, Audience::HeadOf(it.unit), words, Object::ClusterSheet(it.id))
}

/// Whoever concludes, or the secretariat where the table comes back.
pub fn to_role(tx: &mut Tx, it: &Cluster, role: Role, what: &str) -> AppResult<()> {
    tell(tx, Audience::Role(role), format!("Bảng chấm điểm {} {what}.", it.content.name), Object::Cluster(it.id))
}
