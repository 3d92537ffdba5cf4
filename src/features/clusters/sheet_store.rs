//! Reads and writes of score sheets and their points.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::store::Cluster;
use crate::db::{Connection, Tx};
use crate::domain::emulation_cluster::{Points, SheetState};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::policy::ClusterSheetFacts;
use crate::schema::{cluster_criteria as criteria, cluster_scores as scores, cluster_sheets as sheets, subjects};
use crate::sql::sql;
use crate::web::history;

/// A sheet in the version that somebody has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenSheet {
    pub id: ClusterSheetId,
    pub version: i64,
}

/// The sheet of one unit.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sheets)]
pub struct Sheet {
    pub id: ClusterSheetId,
    pub cluster_id: ClusterId,
    #[diesel(column_name = unit_id)]
    pub unit: UnitId,
    pub state: SheetState,
    pub scribe_id: Option<PersonId>,
    pub submitted_by: Option<AccountId>,
    pub submitted_name: String,
    pub submitted_at: Option<NaiveDateTime>,
    pub confirmed_name: String,
    pub confirmed_at: Option<NaiveDateTime>,
    pub returned_because: String,
    pub version: i64,
}

impl Sheet {
    /// What rights on it depend on.
    pub fn facts(&self, cluster: &Cluster, today: chrono::NaiveDate) -> ClusterSheetFacts {
        ClusterSheetFacts {
            unit: self.unit,
            state: self.state,
            cluster: cluster.state,
            scribe: self.scribe_id,
            submitted_by: self.submitted_by,
            is_overdue: cluster.content.self_due_on < today,
        }
    }

    /// The unit's own points are everybody's to see.
    pub const fn is_open(&self) -> bool {
        !self.state.is_with_unit()
    }
}

pub fn find(conn: &mut Connection, id: ClusterSheetId) -> AppResult<Sheet> {
    Ok(sheets::table.find(id).select(Sheet::as_select()).first(conn)?)
}

/// The sheets of a block, also of units that have left it since.
pub fn of(conn: &mut Connection, cluster: ClusterId) -> AppResult<Vec<Sheet>> {
    Ok(sheets::table.filter(sheets::cluster_id.eq(cluster)).order(sheets::id).select(Sheet::as_select()).load(conn)?)
}

/// Code and name of a unit.
pub fn unit_named(conn: &mut Connection, unit: UnitId) -> AppResult<(String, String)> {
    Ok(subjects::table.find(SubjectId::from(unit)).select((subjects::code, subjects::name)).first(conn)?)
}

const FOR_MEMBERS: &str = "INSERT OR IGNORE INTO cluster_sheets (cluster_id, unit_id, state, version) \
     SELECT cluster_id, unit_id, 'draft', 1 FROM cluster_members WHERE cluster_id = ?";

/// A sheet for each member that has none yet.
pub fn add_missing(conn: &mut Connection, cluster: ClusterId) -> AppResult<()> {
    sql(FOR_MEMBERS).bind::<BigInt, _>(cluster).execute(conn)?;
    Ok(())
}

/// What stands at one criterion of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = scores)]
pub struct Score {
    pub sheet_id: ClusterSheetId,
    pub criterion_id: ClusterCriterionId,
    pub self_points: Option<Points>,
    pub explanation: String,
    pub verified_points: Option<Points>,
    pub reason: String,
}

/// All scores of a block for an edition of its criteria.
pub fn scores(conn: &mut Connection, cluster: ClusterId, edition: i64) -> AppResult<Vec<Score>> {
    Ok(scores::table
        .inner_join(criteria::table.on(criteria::id.eq(scores::criterion_id)))
        .filter(criteria::cluster_id.eq(cluster))
        .filter(criteria::edition.eq(edition))
        .order((scores::sheet_id, criteria::ordinal))
        .select(Score::as_select())
        .load(conn)?)
}

/// What a unit writes at one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnScore {
    pub criterion: ClusterCriterionId,
    pub points: Option<Points>,
    pub explanation: String,
}

/// Puts the unit's own points in the place of those written before; what was verified is to be verified anew.
pub fn put_own(conn: &mut Connection, sheet: ClusterSheetId, own: &[OwnScore]) -> AppResult<()> {
    let row = |it: &OwnScore| {
        (
            scores::sheet_id.eq(sheet),
            scores::criterion_id.eq(it.criterion),
            scores::self_points.eq(it.points),
            scores::explanation.eq(it.explanation.clone()),
            scores::reason.eq(""),
        )
    };
    let rows: Vec<_> = own.iter().map(row).collect();
    let written: Vec<ClusterCriterionId> = own.iter().map(|it| it.criterion).collect();
    let before = scores::table.filter(scores::sheet_id.eq(sheet)).filter(scores::criterion_id.eq_any(written));
    diesel::delete(before).execute(conn)?;
    diesel::insert_into(scores::table).values(&rows).execute(conn)?;
    Ok(())
}

/// What the secretariat finds at one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub criterion: ClusterCriterionId,
    pub points: Points,
    pub reason: String,
}

/// Writes what was verified beside what the unit has written.
pub fn put_verified(conn: &mut Connection, sheet: ClusterSheetId, found: &[Verified]) -> AppResult<()> {
    // A line of the table each, at most fifty.
    for it in found {
        let verified = (scores::verified_points.eq(Some(it.points)), scores::reason.eq(&it.reason));
        diesel::insert_into(scores::table)
            .values((
                scores::sheet_id.eq(sheet),
                scores::criterion_id.eq(it.criterion),
                scores::explanation.eq(""),
                verified,
            ))
            .on_conflict((scores::sheet_id, scores::criterion_id))
            .do_update()
            .set(verified)
            .execute(conn)?;
    }
    Ok(())
}

/// What units had written at a line that the new edition took over unchanged in manner and worth goes over with it.
const TAKE_OVER: &str = "INSERT INTO cluster_scores (sheet_id, criterion_id, self_points, explanation, reason) \
     SELECT s.sheet_id, n.id, s.self_points, s.explanation, '' FROM cluster_criteria n \
     JOIN cluster_criteria o ON o.id = n.from_id AND o.manner = n.manner AND o.most = n.most \
     JOIN cluster_scores s ON s.criterion_id = o.id WHERE n.cluster_id = ? AND n.edition = ?";

/// Takes the units' points over into an edition.
pub fn take_over(conn: &mut Connection, cluster: ClusterId, edition: i64) -> AppResult<()> {
    sql(TAKE_OVER).bind::<BigInt, _>(cluster).bind::<BigInt, _>(edition).execute(conn)?;
    Ok(())
}

/// Gives every sheet that was sent back to its unit.
pub fn return_all(conn: &mut Connection, cluster: ClusterId, reason: &str) -> AppResult<()> {
    let sent = sheets::table
        .filter(sheets::cluster_id.eq(cluster))
        .filter(sheets::state.eq_any([SheetState::Submitted, SheetState::Confirmed]));
    diesel::update(sent)
        .set((
            sheets::state.eq(SheetState::Returned),
            sheets::returned_because.eq(reason),
            sheets::version.eq(sheets::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Raises the version of what was read.
///
/// # Errors
/// `Stale`, saying who was quicker.
pub fn raise(conn: &mut Connection, seen: SeenSheet) -> AppResult<()> {
    let read = sheets::table.find(seen.id).filter(sheets::version.eq(seen.version));
    if diesel::update(read).set(sheets::version.eq(seen.version + 1)).execute(conn)? == 1 {
        return Ok(());
    }
    Err(AppError::Stale(history::last_act(conn, Object::ClusterSheet(seen.id))?))
}

pub fn set_submitted(tx: &mut Tx, id: ClusterSheetId) -> AppResult<()> {
    diesel::update(sheets::table.find(id))
        .set((
            sheets::state.eq(SheetState::Submitted),
            sheets::submitted_by.eq(tx.actor.account),
            sheets::submitted_name.eq(&tx.actor.full_name),
            sheets::submitted_at.eq(Some(tx.now.naive_utc())),
            sheets::returned_because.eq(""),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_confirmed(tx: &mut Tx, id: ClusterSheetId) -> AppResult<()> {
    diesel::update(sheets::table.find(id))
        .set((
            sheets::state.eq(SheetState::Confirmed),
            sheets::confirmed_name.eq(&tx.actor.full_name),
            sheets::confirmed_at.eq(Some(tx.now.naive_utc())),
            sheets::returned_because.eq(""),
        ))
        .execute(tx.conn)?;
    Ok(())
}

pub fn set_returned(conn: &mut Connection, id: ClusterSheetId, reason: &str) -> AppResult<()> {
    let columns = (sheets::state.eq(SheetState::Returned), sheets::returned_because.eq(reason));
    diesel::update(sheets::table.find(id)).set(columns).execute(conn)?;
    Ok(())
}

pub fn set_scribe(conn: &mut Connection, id: ClusterSheetId, scribe: Option<PersonId>) -> AppResult<()> {
    diesel::update(sheets::table.find(id)).set(sheets::scribe_id.eq(scribe)).execute(conn)?;
    Ok(())
}
