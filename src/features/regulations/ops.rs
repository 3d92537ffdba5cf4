//! The verbs of regulations, and what those in force say.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Cap, Criterion, VoteRule};
use super::{vocabulary, votes};
use crate::db::{Connection, Tx};
use crate::domain::codes::codes;
use crate::domain::date::format_date;
use crate::domain::eligibility::{LocalCap, LocalRule, check_not_looser};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, CapRounding, Clause, MonthDay, catalogue};
use crate::domain::ratio::Ratio;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::policy::{self, Act};
use crate::web::history;

pub use super::store::{Content, Regulation, find};
pub use super::votes::{NewVoteRule, add_vote_rule, local_vote_rules};

codes! {
    State {
        Draft = "draft" "Dự thảo",
        Applied = "applied" "Đang áp dụng",
        Withdrawn = "withdrawn" "Đã thu lại",
    }
}

codes! {
    /// What becomes of a fraction of a place.
    Rounding {
        Floor = "floor" "Bỏ phần lẻ",
        Nearest = "nearest" "Phần lẻ từ một nửa tính là một",
    }
}

#[derive(Debug, Clone)]
pub struct NewCriterion {
    /// "Điều 5"; may be empty.
    pub article: String,
    pub award: AwardCode,
    pub subject: SubjectKind,
    /// As stored: see [`vocabulary::written`].
    pub clause: String,
}

#[derive(Debug, Clone)]
pub struct NewCap {
    pub article: String,
    pub award: AwardCode,
    pub subject: SubjectKind,
    /// In hundredths of a percent, as the managers' share.
    pub share: i64,
    pub rounding: Rounding,
    pub manager_share: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct NewScoreLine {
    pub subject: SubjectKind,
    pub name: String,
    pub points: i64,
}

/// What a score sheet adds up to.
pub const FULL_SCORE: i64 = 100;

/// The regulation somebody has read, in the version he read.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    pub id: RegulationId,
    pub version: i64,
}

const SAME_DOCUMENT: &str = "Đã có quy chế mang số văn bản này. Mở quy chế đó, hoặc nhập số khác.";

/// Begins a draft.
pub fn draft(tx: &mut Tx, new: &Content) -> AppResult<RegulationId> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let id = store::insert(tx, new).on_unique("regulations.document_no", "document_no", SAME_DOCUMENT)?;
    saved(tx, id, &new.document_no)?;
    Ok(id)
}

/// Changes what a draft says of itself.
pub fn change(tx: &mut Tx, seen: Seen, new: &Content) -> AppResult<()> {
    let before = find_draft(tx, seen)?.content;
    store::update(tx.conn, seen.id, new).on_unique("regulations.document_no", "document_no", SAME_DOCUMENT)?;
    tx.audit(
        Event::new(EventKind::RegulationSaved, Object::Regulation(seen.id))
            .changed("document_no", before.document_no, &new.document_no)
            .changed("title", before.title, &new.title)
            .changed("effective_from", before.effective_from, new.effective_from)
            .changed("requires_registration", before.requires_registration, new.requires_registration),
    )
}

/// Adds a criterion to a draft.
///
/// # Errors
/// `Fields` at `clause` where the law asks for more, with its article, or where it asks for its own award.
pub fn add_criterion(tx: &mut Tx, seen: Seen, new: &NewCriterion) -> AppResult<()> {
    let regulation = find_draft(tx, seen)?;
    let clause = vocabulary::read(&new.clause).map_err(|problem| FieldErrors::one("clause", problem))?;
    let rule =
        LocalRule { clauses: vec![clause], ..rule_of(&regulation.content, &new.article, new.award, new.subject) };
    must_stand_beside_the_law(&rule, "clause")?;
    let twice = "Quy chế đã có tiêu chuẩn này cho danh hiệu đó.";
    store::insert_criterion(tx.conn, seen.id, new).on_unique("regulation_criteria.clause", "clause", twice)?;
    saved(tx, seen.id, &format!("Thêm tiêu chuẩn của {}", name_of(new.award)))
}

/// Adds a ratio cap to a draft.
///
/// # Errors
/// `Fields` at `share` where the law allows fewer, with its article.
pub fn add_cap(tx: &mut Tx, seen: Seen, new: &NewCap) -> AppResult<()> {
    let regulation = find_draft(tx, seen)?;
    let rule = rule_of(&regulation.content, &new.article, new.award, new.subject);
    must_stand_beside_the_law(&LocalRule { cap: cap_of(new.share, new.rounding, new.manager_share), ..rule }, "share")?;
    let twice = "Quy chế đã có tỷ lệ cho danh hiệu này. Xóa tỷ lệ cũ trước.";
    store::insert_cap(tx.conn, seen.id, new).on_unique("regulation_caps.award_code", "award", twice)?;
    saved(tx, seen.id, &format!("Thêm tỷ lệ của {}", name_of(new.award)))
}

/// Adds a line to a score sheet of a draft.
pub fn add_score_line(tx: &mut Tx, seen: Seen, new: &NewScoreLine) -> AppResult<()> {
    find_draft(tx, seen)?;
    let lines = store::score_lines(tx.conn, seen.id)?;
    let sum: i64 = lines.iter().filter(|line| line.subject == new.subject).map(|line| line.points).sum();
    if sum + new.points > FULL_SCORE {
        let words = format!("Tổng điểm sẽ là {}, tối đa {FULL_SCORE}. Nhập số điểm nhỏ hơn.", sum + new.points);
        return Err(FieldErrors::one("points", words).into());
    }
    let twice = "Bảng điểm đã có nội dung này.";
    store::insert_score_line(tx.conn, seen.id, new).on_unique("regulation_score_lines.name", "name", twice)?;
    saved(tx, seen.id, &format!("Thêm nội dung chấm điểm: {}", new.name))
}

/// A part of a draft.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    Criterion(CriterionId),
    Cap(CapId),
    ScoreLine(ScoreLineId),
    VoteRule(VoteRuleId),
}

/// Takes a part out of a draft.
pub fn remove(tx: &mut Tx, seen: Seen, part: Part) -> AppResult<()> {
    find_draft(tx, seen)?;
    let (removed, what) = match part {
        Part::Criterion(id) => (store::delete_criterion(tx.conn, seen.id, id)?, "Bỏ một tiêu chuẩn"),
        Part::Cap(id) => (store::delete_cap(tx.conn, seen.id, id)?, "Bỏ một tỷ lệ"),
        Part::ScoreLine(id) => (store::delete_score_line(tx.conn, seen.id, id)?, "Bỏ một nội dung chấm điểm"),
        Part::VoteRule(id) => (store::delete_vote_rule(tx.conn, seen.id, id)?, "Bỏ một tỷ lệ phiếu"),
    };
    if removed == 0 {
        return Err(AppError::NotFound);
    }
    saved(tx, seen.id, what)
}

/// Puts a draft in force from its day; from then on it is never changed.
///
/// # Errors
/// `Fields` at `application` where a part falls short of the law on the days it now has, or a score sheet does not
/// add up.
pub fn apply(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let regulation = find_draft(tx, seen)?;
    let refused = |words: String| AppError::from(FieldErrors::one("application", words));
    for rule in rules(tx.conn, std::slice::from_ref(&regulation), Some(seen.id))? {
        must_stand_beside_the_law(&rule, "application")?;
    }
    votes::must_be_applicable(tx, &regulation)?;
    let lines = store::score_lines(tx.conn, seen.id)?;
    for &subject in SubjectKind::ALL {
        let own = lines.iter().filter(|line| line.subject == subject);
        let sum: i64 = own.clone().map(|line| line.points).sum();
        if own.count() > 0 && sum != FULL_SCORE {
            let whom = subject.word().to_lowercase();
            return Err(refused(format!(
                "Bảng chấm điểm {whom} có tổng {sum} điểm, phải đủ {FULL_SCORE}. Sửa bảng điểm."
            )));
        }
    }
    store::set_state(tx.conn, seen.id, State::Applied)?;
    let from = format!("Từ ngày {}", format_date(regulation.content.effective_from));
    tx.audit(Event::new(EventKind::RegulationApplied, Object::Regulation(seen.id)).because(from).changed(
        "state",
        State::Draft,
        State::Applied,
    ))
}

/// Sets the last day of one in force, as when another takes its place.
pub fn end(tx: &mut Tx, seen: Seen, last_day: NaiveDate, reason: &str) -> AppResult<()> {
    let regulation = find_seen(tx, seen)?;
    if regulation.state != State::Applied {
        return Err(AppError::Illegal);
    }
    if last_day < regulation.content.effective_from {
        let from = format_date(regulation.content.effective_from);
        return Err(
            FieldErrors::one("effective_to", format!("Quy chế có hiệu lực từ {from}. Nhập ngày sau đó.")).into()
        );
    }
    store::end(tx.conn, seen.id, last_day)?;
    let said = |day: Option<NaiveDate>| day.map_or_else(String::new, format_date);
    tx.audit(Event::new(EventKind::RegulationEnded, Object::Regulation(seen.id)).because(reason).changed(
        "effective_to",
        said(regulation.content.effective_to),
        said(Some(last_day)),
    ))
}

/// Takes one in force back that was entered by mistake. What was already assessed under it stays as it was kept.
pub fn withdraw(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<()> {
    if find_seen(tx, seen)?.state != State::Applied {
        return Err(AppError::Illegal);
    }
    store::set_state(tx.conn, seen.id, State::Withdrawn)?;
    tx.audit(Event::new(EventKind::RegulationWithdrawn, Object::Regulation(seen.id)).because(reason).changed(
        "state",
        State::Applied,
        State::Withdrawn,
    ))
}

/// Drops a draft.
pub fn discard(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let document = find_draft(tx, seen)?.content.document_no;
    store::delete(tx.conn, seen.id)?;
    tx.audit(Event::new(EventKind::RegulationDiscarded, Object::Regulation(seen.id)).because(document))
}

/// What all regulations in force ask for, each for its own time: the engine picks by the day.
pub fn local_rules(conn: &mut Connection) -> AppResult<Vec<LocalRule>> {
    let applied = store::applied(conn)?;
    if applied.is_empty() { Ok(Vec::new()) } else { rules(conn, &applied, None) }
}

/// What regulations in force on a day settle beside criteria; of several the one that took effect last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    pub publicity_days: Option<i64>,
    pub registration_due: Option<MonthDay>,
}

pub fn settled_on(conn: &mut Connection, day: NaiveDate) -> AppResult<Settled> {
    let mut settled = Settled::default();
    for it in store::applied(conn)?.into_iter().filter(|it| is_in_force(&it.content, day)) {
        settled.publicity_days = settled.publicity_days.or(it.content.publicity_days);
        settled.registration_due = settled.registration_due.or(it.content.due());
    }
    Ok(settled)
}

/// The regulation whose score sheet counts on a day.
pub fn score_sheet_on(conn: &mut Connection, day: NaiveDate) -> AppResult<Option<RegulationId>> {
    store::with_score_sheet(conn, day)
}

fn is_in_force(content: &Content, day: NaiveDate) -> bool {
    content.effective_from <= day && content.effective_to.is_none_or(|last| day <= last)
}

impl Content {
    /// The last day to register each year, where it settles one.
    pub fn due(&self) -> Option<MonthDay> {
        MonthDay::try_from(self.registration_due.clone()).ok()
    }
}

fn rules(conn: &mut Connection, of: &[Regulation], only: Option<RegulationId>) -> AppResult<Vec<LocalRule>> {
    let by_id: HashMap<RegulationId, &Content> = of.iter().map(|it| (it.id, &it.content)).collect();
    let mut rules = Vec::new();
    for it in store::criteria(conn, only)? {
        let Some(content) = by_id.get(&it.regulation_id) else { continue };
        let clause = vocabulary::read(&it.clause).map_err(|problem| AppError::Unexpected(anyhow::anyhow!(problem)))?;
        rules.push(LocalRule { clauses: vec![clause], ..rule_of(content, &it.article, it.award_code, it.subject) });
    }
    for it in store::caps(conn, only)? {
        let Some(content) = by_id.get(&it.regulation_id) else { continue };
        let cap = cap_of(it.share, it.rounding, it.manager_share);
        rules.push(LocalRule { cap, ..rule_of(content, &it.article, it.award_code, it.subject) });
    }
    let requiring = of.iter().filter(|it| it.content.requires_registration);
    rules.extend(requiring.flat_map(|it| registration_required(&it.content)));
    Ok(rules)
}

/// Registration for every title, of whomever can receive it.
fn registration_required(content: &Content) -> impl Iterator<Item = LocalRule> {
    let titles = AwardCode::all().filter(|it| it.award().is_title());
    titles.flat_map(move |award| {
        let takers = SubjectKind::ALL.iter().copied().filter(move |subject| award.award().takes(*subject));
        takers.map(move |subject| LocalRule {
            clauses: vec![Clause::RegisteredInYear],
            ..rule_of(content, "", award, subject)
        })
    })
}

fn rule_of(content: &Content, article: &str, award: AwardCode, subject: SubjectKind) -> LocalRule {
    let cited =
        if article.is_empty() { content.document_no.clone() } else { format!("{article} {}", content.document_no) };
    LocalRule {
        document_no: cited.into(),
        effective_from: content.effective_from,
        effective_to: content.effective_to,
        award,
        subject,
        clauses: Vec::new(),
        cap: None,
    }
}

fn cap_of(share: i64, rounding: Rounding, manager_share: Option<i64>) -> Option<LocalCap> {
    let rounding = match rounding {
        Rounding::Floor => CapRounding::Floor,
        Rounding::Nearest => CapRounding::Nearest,
    };
    let max_manager_share = manager_share.and_then(ratio_of);
    ratio_of(share).map(|max_ratio| LocalCap { max_ratio, rounding, max_manager_share })
}

/// The fraction that hundredths of a percent stand for: two thirds for 66,67 %.
pub(super) fn ratio_of(hundredths: i64) -> Option<Ratio> {
    u32::try_from(hundredths).ok().and_then(|it| Ratio::nearest(f64::from(it) / 10_000.0))
}

fn must_stand_beside_the_law(rule: &LocalRule, field: &str) -> AppResult<()> {
    if !rule.asks_only_for_lower_titles(catalogue()) {
        let words = "Chọn danh hiệu thấp hơn danh hiệu đang đặt tiêu chuẩn.";
        return Err(FieldErrors::one(field, words).into());
    }
    check_not_looser(rule, catalogue()).map_err(|looser| FieldErrors::one(field, looser.to_string()).into())
}

pub(super) fn find_draft(tx: &mut Tx, seen: Seen) -> AppResult<Regulation> {
    let found = find_seen(tx, seen)?;
    if found.state == State::Draft { Ok(found) } else { Err(AppError::Illegal) }
}

fn find_seen(tx: &mut Tx, seen: Seen) -> AppResult<Regulation> {
    policy::must(tx.actor, Act::KeepSettings)?;
    let found = find(tx.conn, seen.id)?;
    history::must_be_at(tx.conn, Object::Regulation(seen.id), seen.version)?;
    Ok(found)
}

pub(super) fn saved(tx: &mut Tx, id: RegulationId, what: &str) -> AppResult<()> {
    tx.audit(Event::new(EventKind::RegulationSaved, Object::Regulation(id)).because(what))
}

pub(super) fn name_of(award: AwardCode) -> &'static str {
    catalogue().regimes.last().map_or("", |regime| award.award().name_on(regime.effective_from))
}

/// A regulation with everything it says.
#[derive(Debug)]
pub struct Whole {
    pub regulation: Regulation,
    pub criteria: Vec<Criterion>,
    pub caps: Vec<Cap>,
    pub vote_rules: Vec<VoteRule>,
    pub score_lines: Vec<store::ScoreLine>,
    pub version: i64,
}

pub fn whole(conn: &mut Connection, id: RegulationId) -> AppResult<Whole> {
    Ok(Whole {
        regulation: find(conn, id)?,
        criteria: store::criteria(conn, Some(id))?,
        caps: store::caps(conn, Some(id))?,
        vote_rules: store::vote_rules(conn, Some(id))?,
        score_lines: store::score_lines(conn, id)?,
        version: history::version(conn, Object::Regulation(id))?,
    })
}
