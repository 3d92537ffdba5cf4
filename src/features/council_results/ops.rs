//! The verb of council results: what the votes of a meeting make of each dossier.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::store::{self, Candidate};
use crate::db::{Connection, Tx};
use crate::domain::council::{Threshold, Vote};
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::catalogue;
use crate::domain::notice::Audience;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::dossiers::ops::Seen;
use crate::features::notices::ops::Notice;
use crate::features::{dossiers, laws, notices, regulations};
use crate::web::history;

/// What the minutes say.
#[derive(Debug, Clone)]
pub struct NewResult {
    pub year: Year,
    pub held_on: NaiveDate,
    pub minutes_no: String,
    /// All members of the council.
    pub members: i64,
    pub present: i64,
    pub lines: Vec<Voted>,
}

impl NewResult {
    /// As each dossier keeps it: "Biên bản 05/BB-HĐ ngày 20/12/2014".
    fn words(&self) -> String {
        format!("Biên bản {} ngày {}", self.minutes_no, format_date(self.held_on))
    }
}

/// The votes on one dossier, in the version that was read.
#[derive(Debug, Clone)]
pub struct Voted {
    pub dossier: Seen,
    pub agree: i64,
    /// Of how many: all members, or by local rule without those who must not vote on it.
    pub members: i64,
    /// What the minutes say; below a threshold that binds nothing is passed.
    pub said: Option<bool>,
    /// Why it goes another way than the votes; empty where it does not.
    pub reason: String,
}

/// What the votes on a dossier come to.
#[derive(Debug, Clone)]
pub struct Judged {
    pub candidate: Candidate,
    pub vote: Vote,
    pub threshold: Threshold,
    pub is_passed: bool,
    pub reason: String,
}

impl Judged {
    /// What the subject is told: the outcome, not the votes.
    fn notice(&self, year: Year) -> Notice {
        let it = &self.candidate;
        let outcome = if self.is_passed {
            "đã được Hội đồng thông qua"
        } else {
            "không được Hội đồng thông qua"
        };
        let whose = if it.facts.collective.is_some() { "đơn vị" } else { "đồng chí" };
        let award = dossiers::ops::award_name(it.award, year);
        Notice {
            audience: Audience::who_answers_for(it.facts.subject, it.facts.collective),
            words: format!("Hồ sơ đề nghị {award} năm {year} của {whose} {outcome}."),
            object: Object::Dossier(it.id),
        }
    }

    /// What the dossier keeps of it.
    fn reason(&self, new: &NewResult) -> String {
        let votes = format!("{}, {}", new.words(), self.vote.words());
        match &self.threshold {
            _ if !self.reason.is_empty() => format!("{votes}. {}", self.reason),
            _ if self.is_passed => votes,
            Threshold::Binding(_) => format!("{votes}. {}.", self.threshold.words()),
            _ => format!("{votes}. Hội đồng không thông qua."),
        }
    }
}

/// Enters what the council voted: each dossier is passed or refused, all in this transaction or none. Whoever concludes
/// the meeting has asked the policy.
///
/// # Errors
/// `Fields` as [`judge`] has them, `Stale` when a dossier has changed since it was read.
pub fn record(tx: &mut Tx, new: &NewResult) -> AppResult<CouncilResultId> {
    let judged = judge(tx.conn, tx.today, new)?;
    let id = store::insert(tx, new)?;
    store::insert_lines(tx.conn, id, new.members, &judged)?;
    for line in &judged {
        let (seen, reason) = (line.candidate.seen(), line.reason(new));
        if line.is_passed {
            dossiers::ops::mark_passed(tx, seen, &reason)?;
        } else {
            dossiers::ops::mark_not_passed(tx, seen, &reason)?;
        }
    }
    notices::ops::tell_all(tx, &judged.iter().map(|line| line.notice(new.year)).collect::<Vec<_>>())?;
    let passed = judged.iter().filter(|line| line.is_passed).count();
    let note = format!("{}, {passed} thông qua, {} không thông qua", new.words(), judged.len() - passed);
    tx.audit(Event::new(EventKind::CouncilResultRecorded, Object::CouncilResult(id)).because(note))?;
    Ok(id)
}

/// What recording it will do, line by line, in the order of the list.
fn judge(conn: &mut Connection, today: NaiveDate, new: &NewResult) -> AppResult<Vec<Judged>> {
    let mut errors = FieldErrors::default();
    if new.held_on > today {
        errors.add("held_on", "Ngày họp không được sau hôm nay.");
    }
    if let Some(words) = other_meeting_of_same_number(conn, new)? {
        errors.add("minutes_no", words);
    }
    let voted: HashMap<DossierId, &Voted> = new.lines.iter().map(|line| (line.dossier.id, line)).collect();
    let ids: Vec<DossierId> = voted.keys().copied().collect();
    let candidates = store::candidates(conn, new.year, &ids)?;
    must_all_wait(conn, new, &candidates)?;
    let (confirmations, local) = (laws::ops::confirmations(conn)?, regulations::ops::local_vote_rules(conn)?);
    let mut judged = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(line) = voted.get(&candidate.id) else { continue };
        let vote = Vote { agree: line.agree, members: line.members };
        let threshold = Threshold::of(catalogue(), candidate.award, candidate.received_on, &confirmations, &local);
        let wrong = wrong_with(&candidate, new, vote);
        let binding = threshold.decides(vote);
        match line.said.map(|said| said && binding != Some(false)).or(binding) {
            _ if wrong.is_some() => errors.add(format!("agree_{}", candidate.id), wrong.unwrap_or_default()),
            Some(is_passed) => {
                let reason = line.reason.clone();
                judged.push(Judged { candidate, vote, threshold, is_passed, reason });
            }
            None => errors.add(format!("passed_{}", candidate.id), not_said(&candidate)),
        }
    }
    if errors.is_empty() { Ok(judged) } else { Err(errors.into()) }
}

/// Every line is a dossier that still waits for the council, in the version that was read.
fn must_all_wait(conn: &mut Connection, new: &NewResult, candidates: &[Candidate]) -> AppResult<()> {
    let waits = |seen: Seen| candidates.iter().any(|it| it.id == seen.id && it.version == seen.version);
    match new.lines.iter().find(|line| !waits(line.dossier)) {
        None => Ok(()),
        Some(gone) => match history::last_act(conn, Object::Dossier(gone.dossier.id))? {
            unknown if unknown.is_empty() => Err(AppError::NotFound),
            words => Err(AppError::Stale(words)),
        },
    }
}

fn wrong_with(candidate: &Candidate, new: &NewResult, vote: Vote) -> Option<String> {
    let name = &candidate.name;
    if vote.agree > vote.members {
        return Some(format!("{name}: số phiếu đồng ý nhiều hơn số thành viên ({}). Kiểm tra lại.", vote.members));
    }
    (new.held_on < candidate.received_on).then(|| {
        let received_on = format_date(candidate.received_on);
        format!("{name}: Hội đồng họp trước ngày nhận hồ sơ ({received_on}). Sửa ngày họp, hoặc để trống dòng này.")
    })
}

fn not_said(candidate: &Candidate) -> String {
    format!("{}: chọn Thông qua hoặc Không thông qua, như biên bản ghi.", candidate.name)
}

/// The same number may be entered again, for lines that were left out, but only of the same meeting.
fn other_meeting_of_same_number(conn: &mut Connection, new: &NewResult) -> AppResult<Option<String>> {
    let of_number = store::of_minutes(conn, &new.minutes_no, Year::of(new.held_on))?;
    let is_another =
        |it: &&store::CouncilResult| (it.held_on, it.members, it.present) != (new.held_on, new.members, new.present);
    Ok(of_number.iter().find(is_another).map(|it| {
        format!(
            "Biên bản {} đã ghi với ngày họp {}, {} thành viên, {} có mặt. Nhập đúng như vậy, hoặc sửa số biên bản.",
            it.minutes_no,
            format_date(it.held_on),
            it.members,
            it.present
        )
    }))
}
