//! The verbs on the lines of a table of criteria, while it is prepared.

use super::criteria_store::{self, Content, Criterion};
use super::ops::{self, Seen};
use super::store;
use crate::db::{Connection, Tx};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::targets;
use crate::policy::{self, Act};

/// More lines nobody scores.
const MOST: usize = 50;
const SAME_ORDER: &str = "Đã có tiêu chí khác ở thứ tự này. Chọn thứ tự khác.";

/// A line of the edition that is being written.
pub fn find(conn: &mut Connection, cluster: &store::Cluster, id: ClusterCriterionId) -> AppResult<Criterion> {
    let all = criteria_store::of(conn, cluster.id, cluster.working_edition())?;
    all.into_iter().find(|it| it.id == id).ok_or(AppError::NotFound)
}

/// Adds a line to the table, or changes the one of this id.
///
/// # Errors
/// `Fields` when there are too many, the target is no launched movement's of the year, or a place in the order is taken.
pub fn put(tx: &mut Tx, seen: Seen, id: Option<ClusterCriterionId>, new: &Content) -> AppResult<()> {
    let cluster = ops::prepare(tx, seen, "content")?;
    let edition = cluster.working_edition();
    if let Some(target) = new.target {
        let known = targets::ops::of_movements(tx.conn, cluster.content.year)?;
        if !known.iter().any(|it| it.target.id == target && it.target.content.source.is_revenue()) {
            return Err(FieldErrors::one("target", "Chọn chỉ tiêu trong danh sách.").into());
        }
    }
    let before = match id {
        Some(id) => {
            let before = find(tx.conn, &cluster, id)?;
            criteria_store::update(tx.conn, id, new).on_unique(
                "cluster_criteria.tie_order",
                "tie_order",
                SAME_ORDER,
            )?;
            in_words(&before.content)
        }
        None => {
            if criteria_store::of(tx.conn, seen.id, edition)?.len() >= MOST {
                let words = format!("Đã có {MOST} tiêu chí, nhiều nhất là {MOST}. Bỏ bớt trước khi thêm.");
                return Err(FieldErrors::one("content", words).into());
            }
            let ordinal = criteria_store::next_ordinal(tx.conn, seen.id, edition)?;
            criteria_store::insert(tx.conn, seen.id, edition, ordinal, new).on_unique(
                "cluster_criteria.tie_order",
                "tie_order",
                SAME_ORDER,
            )?;
            String::new()
        }
    };
    let after = in_words(new);
    let event = Event::new(EventKind::ClusterSaved, Object::Cluster(seen.id)).because(&after);
    tx.audit(event.changed("criterion", before, after))
}

/// Takes a line out of the table.
pub fn remove(tx: &mut Tx, seen: Seen, id: ClusterCriterionId) -> AppResult<()> {
    let cluster = ops::prepare(tx, seen, "content")?;
    let before = in_words(&find(tx.conn, &cluster, id)?.content);
    criteria_store::delete(tx.conn, id)?;
    let event = Event::new(EventKind::ClusterSaved, Object::Cluster(seen.id)).because(format!("Bỏ tiêu chí {before}"));
    tx.audit(event.changed("criterion", before, ""))
}

/// Takes over the published table of another block into one that has none yet.
///
/// # Errors
/// `Fields` where the table has lines already, or the other block none that were published.
pub fn copy_from(tx: &mut Tx, seen: Seen, from: ClusterId) -> AppResult<()> {
    let cluster = ops::prepare(tx, seen, "from")?;
    policy::must(tx.actor, Act::SeeDraftClusters)?;
    let edition = cluster.working_edition();
    if !criteria_store::of(tx.conn, seen.id, edition)?.is_empty() {
        return Err(FieldErrors::one("from", "Bảng đã có tiêu chí. Chỉ chép được vào bảng còn trống.").into());
    }
    let not_there = || FieldErrors::one("from", "Chọn một bảng tiêu chí đã công bố trong danh sách.");
    let other = match store::find(tx.conn, from) {
        Ok(other) if other.is_published() && other.id != seen.id => other,
        Ok(_) | Err(AppError::NotFound) => return Err(not_there().into()),
        Err(error) => return Err(error),
    };
    let lines = criteria_store::copy_from(tx.conn, (seen.id, edition), (from, other.edition))?;
    let what = format!("Chép {lines} tiêu chí từ {} năm {}.", other.content.name, other.content.year);
    tx.audit(Event::new(EventKind::ClusterSaved, Object::Cluster(seen.id)).because(what))
}

/// "Thu ngân sách (20 điểm, tự động theo chỉ tiêu thu)".
pub fn in_words(it: &Content) -> String {
    let mut manner = it.manner.word().to_lowercase();
    if let Some(order) = it.tie_order {
        manner.push_str(&format!(", xét thứ {order} khi bằng điểm"));
    }
    format!("{} ({} điểm, {manner})", it.content, it.most)
}
