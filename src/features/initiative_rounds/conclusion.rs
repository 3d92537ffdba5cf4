//! The end of a round: its minutes with what became of each initiative, and the decision of the head of the agency.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::board::Board;
use super::ops::{self, Seen};
use super::papers;
use crate::db::Tx;
use crate::domain::date::format_date;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::*;
use crate::domain::initiative_round::State;
use crate::domain::ratio::Ratio;
use crate::domain::scoring::Tally;
use crate::error::{AppResult, FieldErrors};
use crate::features::{decisions, initiatives};
use crate::policy::{Act, RoundAct};
use crate::schema::{initiative_round_items as items, initiative_round_seats as seats, initiative_rounds as rounds};

/// What the minutes of the council's meeting say beside the results.
#[derive(Debug, Clone)]
pub struct Minutes {
    pub minutes_no: String,
    pub held_on: NaiveDate,
    /// As the clock on the wall shows it: "08:00".
    pub begun_at: String,
    pub ended_at: String,
    pub place: String,
    pub opinions: String,
    pub attended: Vec<PersonId>,
}

/// Writes the minutes; results stay as they are from now on.
///
/// # Errors
/// `Fields` where a sheet is still to come, an initiative has none, or fewer than the quorum were there.
pub fn conclude(tx: &mut Tx, seen: Seen, minutes: &Minutes) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Conclude)?;
    let mut errors = FieldErrors::default();
    if let Some(missing) = missing_to_conclude(&board).into_iter().next() {
        errors.add("conclusion", missing);
    }
    check_meeting(tx, &board, minutes, &mut errors)?;
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let mut passed = 0;
    for item in &board.items {
        let tally = board.tally(item);
        let passes = board.passes(tally)?;
        passed += usize::from(passes);
        keep_result(tx, &board, item.head.id, tally, passes)?;
    }
    keep_minutes(tx, seen.id, minutes)?;
    let note = format!("Biên bản {}: {passed}/{} sáng kiến đề nghị công nhận", minutes.minutes_no, board.items.len());
    tx.audit(Event::new(EventKind::InitiativeRoundConcluded, ops::object(seen.id)).because(note).changed(
        "state",
        State::Scoring,
        State::Concluded,
    ))
}

/// What has to come before the round can be concluded.
pub fn missing_to_conclude(board: &Board) -> Vec<String> {
    let codes = |is_missing: &dyn Fn(InitiativeId) -> bool| {
        let missing = board.items.iter().filter(|item| is_missing(item.head.id));
        missing.map(|item| item.head.code.as_str()).collect::<Vec<_>>().join(", ")
    };
    let waiting = codes(&|id| !board.all_sent(id));
    let empty = codes(&|id| {
        board.all_sent(id) && board.items.iter().any(|item| item.head.id == id && board.tally(item).sent == 0)
    });
    let mut missing = Vec::new();
    if !waiting.is_empty() {
        missing.push(format!("Chưa đủ phiếu chấm: {waiting}. Nhắc người chấm gửi phiếu."));
    }
    if !empty.is_empty() {
        missing.push(format!("Mọi người chấm đều xin không chấm: {empty}. Cử người thay."));
    }
    missing
}

fn check_meeting(tx: &Tx, board: &Board, minutes: &Minutes, errors: &mut FieldErrors) -> AppResult<()> {
    if minutes.held_on > tx.today {
        errors.add("held_on", "Ngày họp chưa tới. Ghi biên bản sau khi đã họp.");
    }
    let filed_last = board.items.iter().filter_map(|item| item.head.filed_on).max();
    if let Some(filed_on) = filed_last.filter(|filed_on| minutes.held_on < *filed_on) {
        let words = format!("Có sáng kiến gửi ngày {}. Nhập ngày họp từ đó trở đi.", format_date(filed_on));
        errors.add("held_on", words);
    }
    let quorum = board.round.quorum()?;
    let there = minutes.attended.iter().filter(|person| board.seat_of(**person).is_ok()).count() as i64;
    let all = board.seats.len() as i64;
    if Ratio::new(there, all).is_none_or(|share| share < quorum) {
        let words = format!("Có {there}/{all} thành viên dự họp, cần từ {quorum}. Đánh dấu đủ người dự, hoặc họp lại.");
        errors.add("attended", words);
    }
    Ok(())
}

fn keep_result(tx: &mut Tx, board: &Board, initiative: InitiativeId, tally: Tally, passes: bool) -> AppResult<()> {
    let grade = tally.mean().filter(|_| passes).and_then(|mean| board.grades.of(mean)).unwrap_or_default();
    diesel::update(items::table.find((board.round.id, initiative)))
        .set((
            items::score_sum.eq(tally.sum.0),
            items::sheets.eq(tally.sent),
            items::agree.eq(tally.agree),
            items::examiners.eq(tally.examiners),
            items::passed.eq(passes),
            items::grade.eq(grade),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// With the minutes goes the state: the one cannot be without the other.
fn keep_minutes(tx: &mut Tx, id: InitiativeRoundId, minutes: &Minutes) -> AppResult<()> {
    diesel::update(rounds::table.find(id))
        .set((
            rounds::state.eq(State::Concluded),
            rounds::since.eq(tx.now.naive_utc()),
            rounds::minutes_no.eq(&minutes.minutes_no),
            rounds::held_on.eq(minutes.held_on),
            rounds::begun_at.eq(&minutes.begun_at),
            rounds::ended_at.eq(&minutes.ended_at),
            rounds::place.eq(&minutes.place),
            rounds::opinions.eq(&minutes.opinions),
        ))
        .execute(tx.conn)?;
    diesel::update(seats::table.filter(seats::round_id.eq(id)).filter(seats::person_id.eq_any(&minutes.attended)))
        .set(seats::attended.eq(true))
        .execute(tx.conn)?;
    Ok(())
}

/// Lays the decision before whoever issues it.
pub fn draft_decision(tx: &mut Tx, seen: Seen, abstract_line: &str) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::DraftDecision)?;
    diesel::update(rounds::table.find(seen.id)).set(rounds::decision_abstract.eq(abstract_line)).execute(tx.conn)?;
    tx.audit(Event::new(EventKind::InitiativeDecisionDrafted, ops::object(seen.id)).changed(
        "decision_abstract",
        &board.round.decision_abstract,
        abstract_line,
    ))
}

/// Number and date; each initiative is recognised or is not: all in this transaction or nothing.
///
/// # Errors
/// `Fields` at `number` where the year has it already, at `decided_on` before the meeting or after today.
pub fn issue(tx: &mut Tx, seen: Seen, typed_number: &str, decided_on: NaiveDate) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Issue)?;
    tx.must(Act::IssueDecision)?;
    decisions::ops::must_not_lie_ahead(tx, decided_on)?;
    if let Some(held_on) = board.round.held_on.filter(|held_on| decided_on < *held_on) {
        let words = format!("Hội đồng họp ngày {}. Nhập ngày quyết định từ đó trở đi.", format_date(held_on));
        return Err(FieldErrors::one("decided_on", words).into());
    }
    let number = decisions::ops::free_number(tx, typed_number, decided_on)?;
    let (name, position) = decisions::ops::signer(tx)?;
    diesel::update(rounds::table.find(seen.id))
        .set((
            rounds::state.eq(State::Decided),
            rounds::since.eq(tx.now.naive_utc()),
            rounds::decision_no.eq(&number),
            rounds::decided_on.eq(decided_on),
            rounds::signer_name.eq(name),
            rounds::signer_position.eq(position),
        ))
        .execute(tx.conn)?;
    for item in &board.items {
        if item.kept.passed == Some(true) {
            initiatives::ops::mark_recognised(tx, item.head.id, &number, decided_on)?;
        } else {
            initiatives::ops::mark_not_recognised(tx, item.head.id, &board.why_refused(item.kept.tally())?)?;
        }
    }
    let sha256 = papers::keep_decision(tx, seen.id)?;
    tx.audit(
        Event::new(EventKind::InitiativeDecisionIssued, ops::object(seen.id))
            .because(format!("{number} ngày {}", format_date(decided_on)))
            .changed("state", State::Concluded, State::Decided)
            .changed("sha256", "", sha256),
    )
}
