//! Reads and writes of the criteria of a block, edition by edition.

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::{Connection, Tx};
use crate::domain::emulation_cluster::{Manner, Points};
use crate::domain::ids::*;
use crate::domain::target::Quantity;
use crate::error::AppResult;
use crate::schema::{cluster_criteria as criteria, cluster_editions as editions};
use crate::sql::sql;

/// What a line of the table asks for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = criteria, treat_none_as_null = true)]
pub struct Content {
    pub group_name: String,
    pub content: String,
    pub manner: Manner,
    /// The most points there are for it; of a minus, the most that is taken away.
    pub most: Points,
    /// Of revenue: a movement's target for all; without it each unit's own in its pact.
    #[diesel(column_name = target_id)]
    pub target: Option<TargetId>,
    /// Of revenue: the percentage that earns all points.
    pub full_at: Option<Quantity>,
    /// Of awards: which; else empty.
    pub award_code: String,
    /// Of awards: points each.
    pub each: Option<Points>,
    /// Its place among those that decide between units of the same total, from 1.
    pub tie_order: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = criteria)]
pub struct Criterion {
    pub id: ClusterCriterionId,
    pub ordinal: i64,
    pub from_id: Option<ClusterCriterionId>,
    #[diesel(embed)]
    pub content: Content,
}

/// The lines of an edition in their order.
pub fn of(conn: &mut Connection, cluster: ClusterId, edition: i64) -> AppResult<Vec<Criterion>> {
    Ok(criteria::table
        .filter(criteria::cluster_id.eq(cluster))
        .filter(criteria::edition.eq(edition))
        .order(criteria::ordinal)
        .select(Criterion::as_select())
        .load(conn)?)
}

pub fn next_ordinal(conn: &mut Connection, cluster: ClusterId, edition: i64) -> AppResult<i64> {
    let last: Option<i64> = criteria::table
        .filter(criteria::cluster_id.eq(cluster))
        .filter(criteria::edition.eq(edition))
        .select(max(criteria::ordinal))
        .first(conn)?;
    Ok(last.unwrap_or_default() + 1)
}

pub fn insert(
    conn: &mut Connection,
    cluster: ClusterId,
    edition: i64,
    ordinal: i64,
    new: &Content,
) -> QueryResult<usize> {
    let place = (criteria::cluster_id.eq(cluster), criteria::edition.eq(edition), criteria::ordinal.eq(ordinal));
    diesel::insert_into(criteria::table).values((new, place)).execute(conn)
}

pub fn update(conn: &mut Connection, id: ClusterCriterionId, new: &Content) -> QueryResult<usize> {
    diesel::update(criteria::table.find(id)).set(new).execute(conn)
}

pub fn delete(conn: &mut Connection, id: ClusterCriterionId) -> AppResult<()> {
    diesel::delete(criteria::table.find(id)).execute(conn)?;
    Ok(())
}

const NEXT_EDITION: &str = "INSERT INTO cluster_criteria (cluster_id, edition, ordinal, from_id, group_name, content, manner, \
     most, target_id, full_at, award_code, each, tie_order) SELECT cluster_id, edition + 1, ordinal, id, group_name, content, \
     manner, most, target_id, full_at, award_code, each, tie_order FROM cluster_criteria WHERE cluster_id = ? AND edition = ?";

/// Begins the next edition with the lines of the last one.
pub fn copy_to_next(conn: &mut Connection, cluster: ClusterId, edition: i64) -> AppResult<()> {
    sql(NEXT_EDITION).bind::<BigInt, _>(cluster).bind::<BigInt, _>(edition).execute(conn)?;
    Ok(())
}

/// A movement's target is another year's, so that the new line hangs on each unit's pact until one is chosen.
const FROM_OTHER: &str = "INSERT INTO cluster_criteria (cluster_id, edition, ordinal, group_name, content, manner, most, full_at, \
     award_code, each, tie_order) SELECT ?, ?, ordinal, group_name, content, manner, most, full_at, award_code, each, tie_order \
     FROM cluster_criteria WHERE cluster_id = ? AND edition = ?";

/// Takes the lines of another block over; answers how many.
pub fn copy_from(
    conn: &mut Connection,
    (to, edition): (ClusterId, i64),
    (from, its_edition): (ClusterId, i64),
) -> AppResult<usize> {
    let copy = sql(FROM_OTHER).bind::<BigInt, _>(to).bind::<BigInt, _>(edition);
    Ok(copy.bind::<BigInt, _>(from).bind::<BigInt, _>(its_edition).execute(conn)?)
}

/// A publication of the table.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = editions)]
pub struct Edition {
    pub edition: i64,
    /// Why it replaced the one before; empty for the first.
    pub reason: String,
    pub published_by: String,
    pub published_at: NaiveDateTime,
}

/// The newest first.
pub fn editions(conn: &mut Connection, cluster: ClusterId) -> AppResult<Vec<Edition>> {
    let all = editions::table.filter(editions::cluster_id.eq(cluster)).order(editions::edition.desc());
    Ok(all.select(Edition::as_select()).load(conn)?)
}

pub fn insert_edition(tx: &mut Tx, cluster: ClusterId, edition: i64, reason: &str) -> AppResult<()> {
    diesel::insert_into(editions::table)
        .values((
            editions::cluster_id.eq(cluster),
            editions::edition.eq(edition),
            editions::reason.eq(reason),
            editions::published_by.eq(&tx.actor.full_name),
            editions::published_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(())
}
