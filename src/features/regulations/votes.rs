//! What share of the council a regulation asks to agree to an award.

use std::collections::HashMap;

use super::ops::{self, Regulation, Seen};
use super::store::{self, VoteRule};
use crate::db::{Connection, Tx};
use crate::domain::council::{LocalVoteRule, Term, check_vote_not_looser};
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, catalogue};
use crate::error::{AppError, AppResult, FieldErrors, OnConstraint};
use crate::features::laws;

#[derive(Debug, Clone)]
pub struct NewVoteRule {
    /// "Điều 9"; may be empty.
    pub article: String,
    pub award: AwardCode,
    /// In hundredths of a percent.
    pub threshold: i64,
}

/// Adds a threshold to a draft.
///
/// # Errors
/// `Fields` at `threshold` where a law that binds asks more, with its article.
pub fn add_vote_rule(tx: &mut Tx, seen: Seen, new: &NewVoteRule) -> AppResult<()> {
    let regulation = ops::find_draft(tx, seen)?;
    let rule = local(&regulation, &new.article, new.award, new.threshold)?;
    must_stand_beside_the_law(tx, &[rule], "threshold")?;
    let twice = "Quy chế đã có tỷ lệ phiếu cho danh hiệu này. Xóa tỷ lệ cũ trước.";
    store::insert_vote_rule(tx.conn, seen.id, new).on_unique("regulation_vote_rules.award_code", "award", twice)?;
    ops::saved(tx, seen.id, &format!("Thêm tỷ lệ phiếu cho {}", ops::name_of(new.award)))
}

/// What all regulations in force ask of votes, each for its own time.
pub fn local_vote_rules(conn: &mut Connection) -> AppResult<Vec<LocalVoteRule>> {
    let applied = store::applied(conn)?;
    if applied.is_empty() { Ok(Vec::new()) } else { rules(conn, &applied, None) }
}

/// That a draft may be put in force.
///
/// # Errors
/// `Fields` at `application`.
pub(super) fn must_be_applicable(tx: &mut Tx, draft: &Regulation) -> AppResult<()> {
    let own = rules(tx.conn, std::slice::from_ref(draft), Some(draft.id))?;
    must_stand_beside_the_law(tx, &own, "application")
}

fn must_stand_beside_the_law(tx: &mut Tx, rules: &[LocalVoteRule], field: &str) -> AppResult<()> {
    let confirmations = laws::ops::confirmations(tx.conn)?;
    let check = |rule: &LocalVoteRule| check_vote_not_looser(rule, catalogue(), &confirmations, tx.today);
    rules.iter().try_for_each(check).map_err(|looser| FieldErrors::one(field, looser.to_string()).into())
}

fn rules(conn: &mut Connection, of: &[Regulation], only: Option<RegulationId>) -> AppResult<Vec<LocalVoteRule>> {
    let by_id: HashMap<RegulationId, &Regulation> = of.iter().map(|it| (it.id, it)).collect();
    let kept = store::vote_rules(conn, only)?;
    let rule =
        |it: &VoteRule| by_id.get(&it.regulation_id).map(|of| local(of, &it.article, it.award_code, it.threshold));
    kept.iter().filter_map(rule).collect()
}

/// Cited as the law is, the document first: "Quy chế 12/QC-STC Điều 9".
fn local(of: &Regulation, article: &str, award: AwardCode, threshold: i64) -> AppResult<LocalVoteRule> {
    let content = &of.content;
    let unreadable = || AppError::Unexpected(anyhow::anyhow!("a threshold of {threshold} hundredths of a percent"));
    Ok(LocalVoteRule {
        source: format!("{} {article}", content.document_no).trim().into(),
        term: Term { first: content.effective_from, last: content.effective_to },
        award,
        threshold: ops::ratio_of(threshold).ok_or_else(unreadable)?,
    })
}
