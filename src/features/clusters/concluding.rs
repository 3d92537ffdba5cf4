//! What follows the scoring: the secretariat proposes the table, the head of the agency concludes it or gives it back,
//! and may take a conclusion back with a reason. Every conclusion is kept with all its points.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::ops::{self, Seen};
use super::store::{Cluster, Member};
use super::table::Table;
use super::told;
use crate::db::{Connection, Tx};
use crate::domain::emulation_cluster::{Conclusion, Points, Step};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::role::Role;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::schema::{cluster_conclusions as conclusions, cluster_result_lines as lines, cluster_results as results};
use crate::schema::{subjects, units};

/// The secretariat lays the table before the head of the agency.
///
/// # Errors
/// `Fields` while sheets are not verified.
pub fn propose(tx: &mut Tx, seen: Seen, note: &str) -> AppResult<()> {
    policy::must(tx.actor, Act::KeepClusters)?;
    let cluster = ops::take(tx, seen, "note")?;
    ops::step(tx, &cluster, Step::Propose)?;
    let table = Table::load(tx.conn, seen.id, tx.today)?;
    let waiting = table.unconfirmed();
    if !waiting.is_empty() {
        let words = format!("Còn {} phiếu chưa thẩm định: {}.", waiting.len(), waiting.join("; "));
        return Err(FieldErrors::one("note", words).into());
    }
    told::to_role(tx, &cluster, Role::Leader, "chờ kết luận")?;
    tx.audit(Event::new(EventKind::ClusterProposed, Object::Cluster(seen.id)).because(note))
}

/// The head of the agency gives the table back instead.
pub fn return_(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    tx.must(Act::ConcludeClusters)?;
    let cluster = ops::take(tx, seen, "note")?;
    ops::step(tx, &cluster, Step::Return)?;
    told::to_role(tx, &cluster, Role::Secretariat, "được trả lại")?;
    tx.audit(Event::new(EventKind::ClusterReturned, Object::Cluster(seen.id)).because(reason))
}

/// Concludes the ranking: what the program counts is kept as it stands at this moment.
pub fn conclude(tx: &mut Tx, seen: Seen, note: &str) -> AppResult<()> {
    tx.must(Act::ConcludeClusters)?;
    let cluster = ops::take(tx, seen, "note")?;
    // Counted before the step: a concluded table would be looked for among those kept.
    let table = Table::load(tx.conn, seen.id, tx.today)?;
    ops::step(tx, &cluster, Step::Conclude)?;
    let id = write(tx, &cluster, Conclusion::Concluded, note)?;
    keep(tx.conn, id, &table)?;
    told::concluded(tx, &cluster)?;
    tx.audit(Event::new(EventKind::ClusterConcluded, Object::Cluster(seen.id)).because(note))
}

/// Takes the conclusion back; the table is scored further, and the conclusion stays in the register.
pub fn revoke(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    tx.must(Act::ConcludeClusters)?;
    let cluster = ops::take(tx, seen, "note")?;
    ops::step(tx, &cluster, Step::Revoke)?;
    write(tx, &cluster, Conclusion::Revoked, reason)?;
    told::revoked(tx, &cluster)?;
    tx.audit(Event::new(EventKind::ClusterConclusionRevoked, Object::Cluster(seen.id)).because(reason))
}

fn write(tx: &mut Tx, cluster: &Cluster, kind: Conclusion, note: &str) -> AppResult<ClusterConclusionId> {
    Ok(diesel::insert_into(conclusions::table)
        .values((
            conclusions::cluster_id.eq(cluster.id),
            conclusions::kind.eq(kind),
            conclusions::edition.eq(cluster.edition),
            conclusions::note.eq(note),
            conclusions::decided_by.eq(&tx.actor.full_name),
            conclusions::decided_at.eq(tx.now.naive_utc()),
        ))
        .returning(conclusions::id)
        .get_result(tx.conn)?)
}

fn keep(conn: &mut Connection, id: ClusterConclusionId, table: &Table) -> AppResult<()> {
    let mut units = Vec::with_capacity(table.rows.len());
    let mut points = Vec::new();
    for (ordinal, row) in (1_i64..).zip(&table.rows) {
        let Some(rank) = row.rank else { return Err(AppError::Illegal) };
        units.push((
            results::conclusion_id.eq(id),
            results::unit_id.eq(row.unit.id),
            results::ordinal.eq(ordinal),
            results::rank.eq(rank as i64),
            results::total.eq(row.total),
            results::tie.eq(row.tie.as_str()),
        ));
        for (criterion, cell) in table.criteria.iter().zip(&row.cells) {
            let words = cell.counted.as_ref().filter(|it| it.points.is_some()).map_or("", |it| it.words.as_str());
            points.push((
                lines::conclusion_id.eq(id),
                lines::unit_id.eq(row.unit.id),
                lines::criterion_id.eq(criterion.id),
                lines::points.eq(cell.points.unwrap_or_default()),
                lines::words.eq(words),
            ));
        }
    }
    diesel::insert_into(results::table).values(&units).execute(conn)?;
    diesel::insert_into(lines::table).values(&points).execute(conn)?;
    Ok(())
}

/// An entry of the register of conclusions.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = conclusions)]
pub struct Entry {
    pub id: ClusterConclusionId,
    pub kind: Conclusion,
    pub edition: i64,
    pub note: String,
    pub decided_by: String,
    pub decided_at: NaiveDateTime,
}

/// The conclusions of a block and what was taken back, the newest first.
pub fn conclusions_of(conn: &mut Connection, cluster: ClusterId) -> AppResult<Vec<Entry>> {
    let all = conclusions::table.filter(conclusions::cluster_id.eq(cluster)).order(conclusions::id.desc());
    Ok(all.select(Entry::as_select()).load(conn)?)
}

/// A unit as it was concluded.
pub struct KeptResult {
    pub unit: Member,
    pub rank: usize,
    pub total: Points,
    pub tie: String,
}

#[derive(Queryable)]
pub struct KeptLine {
    pub unit: UnitId,
    pub criterion: ClusterCriterionId,
    pub points: Points,
    /// How the program came to them; empty where people gave them.
    pub words: String,
}

/// A concluded table.
pub struct Kept {
    pub results: Vec<KeptResult>,
    pub lines: Vec<KeptLine>,
}

/// The last table that was concluded; none before the first.
pub fn last_kept(conn: &mut Connection, cluster: ClusterId) -> AppResult<Option<Kept>> {
    let last = conclusions::table
        .filter(conclusions::cluster_id.eq(cluster))
        .filter(conclusions::kind.eq(Conclusion::Concluded))
        .order(conclusions::id.desc());
    let Some(id) = last.select(conclusions::id).first::<ClusterConclusionId>(conn).optional()? else { return Ok(None) };
    let found: Vec<(Member, i64, Points, String)> = results::table
        .inner_join(units::table)
        .inner_join(subjects::table.on(subjects::id.eq(results::unit_id)))
        .filter(results::conclusion_id.eq(id))
        .order(results::ordinal)
        .select(((units::id, subjects::code, subjects::name), results::rank, results::total, results::tie))
        .load(conn)?;
    let result = |(unit, rank, total, tie): (Member, i64, Points, String)| {
        let rank = usize::try_from(rank).unwrap_or_default();
        KeptResult { unit, rank, total, tie }
    };
    let of_conclusion = lines::table.filter(lines::conclusion_id.eq(id));
    Ok(Some(Kept {
        results: found.into_iter().map(result).collect(),
        lines: of_conclusion.select((lines::unit_id, lines::criterion_id, lines::points, lines::words)).load(conn)?,
    }))
}
