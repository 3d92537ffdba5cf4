//! Reads and writes of targets.

use chrono::NaiveDate;
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};

use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::law::RevenueLineCode;
use crate::domain::movement::State;
use crate::domain::number;
use crate::domain::target::{Manner, Quantity, Source};
use crate::domain::year::Year;
use crate::error::AppResult;
use crate::schema::{movements, pacts, targets};
use crate::sql::sql;

/// What holds targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Movement(MovementId),
    Pact(PactId),
}

/// What is promised.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = targets, treat_none_as_null = true)]
pub struct Content {
    pub indicator: String,
    /// The unit in which it is counted, such as "tỷ đồng".
    pub measure: String,
    pub source: Source,
    pub manner: Manner,
    /// Only older pacts lack it: what they promise stands in `words`.
    pub goal: Option<Quantity>,
    pub words: String,
    /// Codes of leaf revenue lines, a space between them.
    pub lines: String,
    /// The unit whose share of these lines counts; without it all of them does.
    #[diesel(column_name = answering_id)]
    pub answering: Option<UnitId>,
    /// Empty for any award.
    pub award_code: String,
    pub due_on: Option<NaiveDate>,
}

impl Content {
    pub fn revenue_lines(&self) -> impl Iterator<Item = RevenueLineCode> {
        self.lines.split_whitespace().filter_map(RevenueLineCode::from_code)
    }

    /// A value as pages show it: revenue with one decimal, all else as exact as it is.
    pub fn shown(&self, value: Quantity) -> String {
        if self.source.is_revenue() { number::format_decimal(value.0, 1) } else { value.to_string() }
    }

    /// "4.250 tỷ đồng"; of older pacts what they promise in words.
    pub fn goal_in_words(&self) -> String {
        let goal = self.goal.map_or_else(|| self.words.clone(), |goal| goal.to_string());
        match self.measure.as_str() {
            "" => goal,
            "%" => format!("{goal}%"),
            measure => format!("{goal} {measure}"),
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = targets)]
pub struct Target {
    pub id: TargetId,
    pub pact_id: Option<PactId>,
    #[diesel(embed)]
    pub content: Content,
    /// Of a movement's target that nothing is bound to: what was last entered by hand, and of which day.
    pub reported: Option<Quantity>,
    pub reported_on: Option<NaiveDate>,
}

/// The targets of one owner in their order.
pub fn of(conn: &mut Connection, owner: Owner) -> AppResult<Vec<Target>> {
    let all = targets::table.order(targets::ordinal).select(Target::as_select());
    Ok(match owner {
        Owner::Movement(id) => all.filter(targets::movement_id.eq(id)).load(conn)?,
        Owner::Pact(id) => all.filter(targets::pact_id.eq(id)).load(conn)?,
    })
}

/// The targets of all pacts of a year, pact by pact.
pub fn of_pacts(conn: &mut Connection, year: Year) -> AppResult<Vec<Target>> {
    Ok(targets::table
        .inner_join(pacts::table)
        .filter(pacts::year.eq(year))
        .order((targets::pact_id, targets::ordinal))
        .select(Target::as_select())
        .load(conn)?)
}

/// A target with the movement that has it.
#[derive(Debug, Clone, Queryable)]
pub struct OfMovement {
    pub movement: MovementId,
    pub name: String,
    pub target: Target,
}

/// The targets of all launched movements of a year, movement by movement.
pub fn of_movements(conn: &mut Connection, year: Year) -> AppResult<Vec<OfMovement>> {
    Ok(targets::table
        .inner_join(movements::table)
        .filter(movements::year.eq(year))
        .filter(movements::state.eq(State::Launched))
        .order((movements::starts_on, movements::id, targets::ordinal))
        .select((movements::id, movements::name, Target::as_select()))
        .load(conn)?)
}

pub fn next_ordinal(conn: &mut Connection, owner: Owner) -> AppResult<i64> {
    let last: Option<i64> = match owner {
        Owner::Movement(id) => {
            targets::table.filter(targets::movement_id.eq(id)).select(max(targets::ordinal)).first(conn)?
        }
        Owner::Pact(id) => targets::table.filter(targets::pact_id.eq(id)).select(max(targets::ordinal)).first(conn)?,
    };
    Ok(last.unwrap_or_default() + 1)
}

pub fn insert(conn: &mut Connection, owner: Owner, ordinal: i64, new: &Content) -> AppResult<()> {
    let (movement, pact) = match owner {
        Owner::Movement(id) => (Some(id), None),
        Owner::Pact(id) => (None, Some(id)),
    };
    diesel::insert_into(targets::table)
        .values((new, targets::movement_id.eq(movement), targets::pact_id.eq(pact), targets::ordinal.eq(ordinal)))
        .execute(conn)?;
    Ok(())
}

pub fn update(conn: &mut Connection, id: TargetId, new: &Content) -> AppResult<()> {
    diesel::update(targets::table.find(id)).set(new).execute(conn)?;
    Ok(())
}

pub fn delete(conn: &mut Connection, id: TargetId) -> AppResult<()> {
    diesel::delete(targets::table.find(id)).execute(conn)?;
    Ok(())
}

pub fn report(conn: &mut Connection, id: TargetId, value: Quantity, on: NaiveDate) -> AppResult<()> {
    diesel::update(targets::table.find(id))
        .set((targets::reported.eq(Some(value)), targets::reported_on.eq(Some(on))))
        .execute(conn)?;
    Ok(())
}

/// The movement's targets for every pact of a year that has none yet, in one statement.
const TO_PACTS: &str = "INSERT INTO targets (pact_id, ordinal, indicator, measure, source, manner, goal, words, lines, \
     answering_id, award_code, due_on) SELECT p.id, t.ordinal, t.indicator, t.measure, t.source, t.manner, t.goal, t.words, \
     t.lines, t.answering_id, t.award_code, t.due_on FROM pacts p JOIN targets t ON t.movement_id = ? \
     WHERE p.year = ? AND p.state = 'draft' AND p.id >= ? AND NOT EXISTS (SELECT 1 FROM targets o WHERE o.pact_id = p.id)";
/// The targets of the same unit's pact of the year before, moved a year on.
const FROM_LAST_YEAR: &str = "INSERT INTO targets (pact_id, ordinal, indicator, measure, source, manner, goal, words, lines, \
     answering_id, award_code, due_on) SELECT p.id, t.ordinal, t.indicator, t.measure, t.source, t.manner, t.goal, t.words, \
     t.lines, t.answering_id, t.award_code, date(t.due_on, '+1 year') FROM pacts p \
     JOIN pacts b ON b.unit_id = p.unit_id AND b.year = p.year - 1 JOIN targets t ON t.pact_id = b.id \
     WHERE p.year = ? AND p.state = 'draft' AND p.id >= ? AND NOT EXISTS (SELECT 1 FROM targets o WHERE o.pact_id = p.id)";
const OF_MOVEMENT: &str = "INSERT INTO targets (movement_id, ordinal, indicator, measure, source, manner, goal, words, lines, \
     answering_id, award_code, due_on) SELECT ?, t.ordinal, t.indicator, t.measure, t.source, t.manner, t.goal, t.words, \
     t.lines, t.answering_id, t.award_code, date(t.due_on, ? || ' years') FROM targets t WHERE t.movement_id = ?";

/// Gives pacts made from `first` on the targets of a movement.
pub fn copy_to_pacts(conn: &mut Connection, from: MovementId, year: Year, first: PactId) -> AppResult<usize> {
    let copy = sql(TO_PACTS).bind::<BigInt, _>(from).bind::<BigInt, _>(year).bind::<BigInt, _>(first);
    Ok(copy.execute(conn)?)
}

/// Gives pacts made from `first` on the targets that their units had the year before.
pub fn copy_from_last_year(conn: &mut Connection, year: Year, first: PactId) -> AppResult<usize> {
    Ok(sql(FROM_LAST_YEAR).bind::<BigInt, _>(year).bind::<BigInt, _>(first).execute(conn)?)
}

/// Gives a movement the targets of another, moved some years on.
pub fn copy_movement(conn: &mut Connection, from: MovementId, to: MovementId, years: i32) -> AppResult<()> {
    let copy = sql(OF_MOVEMENT).bind::<BigInt, _>(to).bind::<Integer, _>(years).bind::<BigInt, _>(from);
    copy.execute(conn)?;
    Ok(())
}

#[derive(QueryableByName)]
pub struct Tally {
    #[diesel(sql_type = Text)]
    pub award_code: String,
    #[diesel(sql_type = BigInt)]
    pub n: i64,
}

const REGISTRATIONS: &str = "SELECT award_code, SUM(n) AS n FROM registration_tallies WHERE year = ? AND unit_id = ? \
     AND state NOT IN ('draft', 'returned', 'withdrawn', 'rejected') GROUP BY award_code";
const AWARDS: &str = "SELECT award_code, SUM(n) AS n FROM award_tallies WHERE year = ? AND unit_id = ? AND NOT revoked \
     GROUP BY award_code";
const INITIATIVES: &str = "SELECT '' AS award_code, COALESCE(SUM(n), 0) AS n FROM initiative_tallies WHERE year = ? \
     AND unit_id = ? AND state = 'recognised'";

/// What is counted of a year, in one unit or ([`UnitId::ALL`]) in all, award by award.
pub fn tallies(conn: &mut Connection, source: Source, year: Year, unit: UnitId) -> AppResult<Vec<Tally>> {
    let query = match source {
        Source::Registrations => REGISTRATIONS,
        Source::Awards => AWARDS,
        Source::Initiatives => INITIATIVES,
        Source::ByHand | Source::TotalRevenue | Source::RevenueLines => return Ok(Vec::new()),
    };
    Ok(sql(query).bind::<BigInt, _>(year).bind::<BigInt, _>(unit).load(conn)?)
}
