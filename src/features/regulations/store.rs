//! Reads and writes of regulations.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::ops::{NewCap, NewCriterion, NewScoreLine, NewVoteRule, Rounding, State};
use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::schema::{regulation_caps, regulation_criteria, regulation_score_lines, regulation_vote_rules, regulations};

/// What a regulation says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = regulations, treat_none_as_null = true)]
pub struct Content {
    /// As cited: "Quyết định 12/2024/QĐ-UBND".
    pub document_no: String,
    pub title: String,
    pub effective_from: NaiveDate,
    /// The last day in force; open when absent.
    pub effective_to: Option<NaiveDate>,
    /// Working days for which a list is shown before the decision; `None` where it does not say.
    pub publicity_days: Option<i64>,
    /// "04-30"; empty where it does not say.
    pub registration_due: String,
    /// Nobody gets a title for which he did not register.
    pub requires_registration: bool,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = regulations)]
pub struct Regulation {
    pub id: RegulationId,
    pub state: State,
    #[diesel(embed)]
    pub content: Content,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = regulation_criteria)]
pub struct Criterion {
    pub id: CriterionId,
    pub regulation_id: RegulationId,
    pub article: String,
    pub award_code: AwardCode,
    pub subject: SubjectKind,
    pub clause: String,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = regulation_caps)]
pub struct Cap {
    pub id: CapId,
    pub regulation_id: RegulationId,
    pub article: String,
    pub award_code: AwardCode,
    pub subject: SubjectKind,
    /// In hundredths of a percent, as the managers' share.
    pub share: i64,
    pub rounding: Rounding,
    pub manager_share: Option<i64>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = regulation_score_lines)]
pub struct ScoreLine {
    pub id: ScoreLineId,
    pub subject: SubjectKind,
    pub name: String,
    pub points: i64,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = regulation_vote_rules)]
pub struct VoteRule {
    pub id: VoteRuleId,
    pub regulation_id: RegulationId,
    pub article: String,
    pub award_code: AwardCode,
    /// In hundredths of a percent.
    pub threshold: i64,
}

/// The newest first.
pub fn all(conn: &mut Connection) -> AppResult<Vec<Regulation>> {
    let in_order = regulations::table.order((regulations::effective_from.desc(), regulations::id.desc()));
    Ok(in_order.select(Regulation::as_select()).load(conn)?)
}

pub fn applied(conn: &mut Connection) -> AppResult<Vec<Regulation>> {
    let applied = regulations::table.filter(regulations::state.eq(State::Applied));
    Ok(applied
        .order((regulations::effective_from.desc(), regulations::id.desc()))
        .select(Regulation::as_select())
        .load(conn)?)
}

pub fn find(conn: &mut Connection, id: RegulationId) -> AppResult<Regulation> {
    Ok(regulations::table.find(id).select(Regulation::as_select()).first(conn)?)
}

/// Those of one regulation, or of all.
pub fn criteria(conn: &mut Connection, of: Option<RegulationId>) -> AppResult<Vec<Criterion>> {
    let mut query = regulation_criteria::table.into_boxed();
    if let Some(id) = of {
        query = query.filter(regulation_criteria::regulation_id.eq(id));
    }
    Ok(query.order(regulation_criteria::id).select(Criterion::as_select()).load(conn)?)
}

/// As [`criteria`].
pub fn caps(conn: &mut Connection, of: Option<RegulationId>) -> AppResult<Vec<Cap>> {
    let mut query = regulation_caps::table.into_boxed();
    if let Some(id) = of {
        query = query.filter(regulation_caps::regulation_id.eq(id));
    }
    Ok(query.order(regulation_caps::id).select(Cap::as_select()).load(conn)?)
}

/// As [`criteria`].
pub fn vote_rules(conn: &mut Connection, of: Option<RegulationId>) -> AppResult<Vec<VoteRule>> {
    let mut query = regulation_vote_rules::table.into_boxed();
    if let Some(id) = of {
        query = query.filter(regulation_vote_rules::regulation_id.eq(id));
    }
    Ok(query.order(regulation_vote_rules::id).select(VoteRule::as_select()).load(conn)?)
}

pub fn score_lines(conn: &mut Connection, of: RegulationId) -> AppResult<Vec<ScoreLine>> {
    let lines = regulation_score_lines::table.filter(regulation_score_lines::regulation_id.eq(of));
    Ok(lines
        .order((regulation_score_lines::subject, regulation_score_lines::id))
        .select(ScoreLine::as_select())
        .load(conn)?)
}

/// The one in force on a day, applied last, that has a score sheet.
pub fn with_score_sheet(conn: &mut Connection, day: NaiveDate) -> AppResult<Option<RegulationId>> {
    Ok(regulations::table
        .filter(regulations::state.eq(State::Applied))
        .filter(regulations::effective_from.le(day))
        .filter(regulations::effective_to.is_null().or(regulations::effective_to.ge(day)))
        .filter(regulations::id.eq_any(regulation_score_lines::table.select(regulation_score_lines::regulation_id)))
        .order((regulations::effective_from.desc(), regulations::id.desc()))
        .select(regulations::id)
        .first(conn)
        .optional()?)
}

pub fn insert(tx: &mut Tx, new: &Content) -> QueryResult<RegulationId> {
    diesel::insert_into(regulations::table)
        .values((new, regulations::state.eq(State::Draft), regulations::created_by.eq(tx.actor.account)))
        .returning(regulations::id)
        .get_result(tx.conn)
}

pub fn update(conn: &mut Connection, id: RegulationId, new: &Content) -> QueryResult<usize> {
    diesel::update(regulations::table.find(id)).set(new).execute(conn)
}

pub fn set_state(conn: &mut Connection, id: RegulationId, state: State) -> AppResult<()> {
    diesel::update(regulations::table.find(id)).set(regulations::state.eq(state)).execute(conn)?;
    Ok(())
}

pub fn end(conn: &mut Connection, id: RegulationId, last_day: NaiveDate) -> AppResult<()> {
    diesel::update(regulations::table.find(id)).set(regulations::effective_to.eq(last_day)).execute(conn)?;
    Ok(())
}

/// With all it says.
pub fn delete(conn: &mut Connection, id: RegulationId) -> AppResult<()> {
    diesel::delete(regulations::table.find(id)).execute(conn)?;
    Ok(())
}

pub fn insert_criterion(conn: &mut Connection, of: RegulationId, new: &NewCriterion) -> QueryResult<usize> {
    diesel::insert_into(regulation_criteria::table)
        .values((
            regulation_criteria::regulation_id.eq(of),
            regulation_criteria::article.eq(&new.article),
            regulation_criteria::award_code.eq(new.award),
            regulation_criteria::subject.eq(new.subject),
            regulation_criteria::clause.eq(&new.clause),
        ))
        .execute(conn)
}

pub fn insert_cap(conn: &mut Connection, of: RegulationId, new: &NewCap) -> QueryResult<usize> {
    diesel::insert_into(regulation_caps::table)
        .values((
            regulation_caps::regulation_id.eq(of),
            regulation_caps::article.eq(&new.article),
            regulation_caps::award_code.eq(new.award),
            regulation_caps::subject.eq(new.subject),
            regulation_caps::share.eq(new.share),
            regulation_caps::rounding.eq(new.rounding),
            regulation_caps::manager_share.eq(new.manager_share),
        ))
        .execute(conn)
}

pub fn insert_score_line(conn: &mut Connection, of: RegulationId, new: &NewScoreLine) -> QueryResult<usize> {
    diesel::insert_into(regulation_score_lines::table)
        .values((
            regulation_score_lines::regulation_id.eq(of),
            regulation_score_lines::subject.eq(new.subject),
            regulation_score_lines::name.eq(&new.name),
            regulation_score_lines::points.eq(new.points),
        ))
        .execute(conn)
}

pub fn insert_vote_rule(conn: &mut Connection, of: RegulationId, new: &NewVoteRule) -> QueryResult<usize> {
    diesel::insert_into(regulation_vote_rules::table)
        .values((
            regulation_vote_rules::regulation_id.eq(of),
            regulation_vote_rules::article.eq(&new.article),
            regulation_vote_rules::award_code.eq(new.award),
            regulation_vote_rules::threshold.eq(new.threshold),
        ))
        .execute(conn)
}

/// 0 when the regulation has no such part.
pub fn delete_criterion(conn: &mut Connection, of: RegulationId, id: CriterionId) -> AppResult<usize> {
    let own = regulation_criteria::table.find(id).filter(regulation_criteria::regulation_id.eq(of));
    Ok(diesel::delete(own).execute(conn)?)
}

/// As [`delete_criterion`].
pub fn delete_cap(conn: &mut Connection, of: RegulationId, id: CapId) -> AppResult<usize> {
    let own = regulation_caps::table.find(id).filter(regulation_caps::regulation_id.eq(of));
    Ok(diesel::delete(own).execute(conn)?)
}

/// As [`delete_criterion`].
pub fn delete_score_line(conn: &mut Connection, of: RegulationId, id: ScoreLineId) -> AppResult<usize> {
    let own = regulation_score_lines::table.find(id).filter(regulation_score_lines::regulation_id.eq(of));
    Ok(diesel::delete(own).execute(conn)?)
}

/// As [`delete_criterion`].
pub fn delete_vote_rule(conn: &mut Connection, of: RegulationId, id: VoteRuleId) -> AppResult<usize> {
    let own = regulation_vote_rules::table.find(id).filter(regulation_vote_rules::regulation_id.eq(of));
    Ok(diesel::delete(own).execute(conn)?)
}
