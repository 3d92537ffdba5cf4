//! The vote of a meeting (SECURITY.md §5): start it, cast, count paper, close, open the boxes, or void it and vote again.

use std::collections::BTreeMap;

use super::agenda_store;
use super::ballot_store::{self, NewBallot, NewSheet, Sheet};
use super::meeting::Meeting;
use super::ops::{Seen, move_on, must, object};
use super::store;
use crate::ballot_box::{self, OpenKey};
use crate::data_folder::ballot_keys::BallotKeys;
use crate::db::{Connection, Db, Tx};
use crate::domain::ballot::{Choices, PaperCount, State};
use crate::domain::council_meeting::{self, Step, Way};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::*;
use crate::domain::notice::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::notices::ops::Notice;
use crate::features::{notices, settings};
use crate::policy::{self, Act, MeetingAct};

/// What the screen ballot needs: two key holders, the public half of the key and its wrapped other half.
pub struct Start {
    pub holders: (PersonId, PersonId),
    pub key: ballot_box::FreshKey,
}

/// Gives the sheets out. `start`, and where its key is kept, is there when anybody votes on the screen.
///
/// # Errors
/// `Fields` at `start` with what is still missing, at a holder who is not on the roll.
pub fn start(tx: &mut Tx, seen: Seen, start: Option<(&Start, &BallotKeys)>) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Start)?;
    let least = settings::ops::agency(tx.conn)?.least_boxes;
    let mut errors = FieldErrors::default();
    if let Some(missing) = missing_to_start(&meeting, least).into_iter().next() {
        errors.add("start", missing);
    }
    match start {
        Some((start, _)) => check_holders(&meeting, start.holders, &mut errors),
        None if meeting.members.iter().any(|it| it.way == Way::Screen) => {
            errors.add("holder_one", "Chọn hai người giữ khóa và nhập cụm mật khẩu.");
        }
        None => {}
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let found = found_by_program(tx.conn, &meeting)?;
    agenda_store::insert_conflicts(tx.conn, seen.id, &found)?;
    let new = NewBallot {
        meeting: seen.id,
        public_key: start.map(|(it, _)| it.key.public.as_slice()),
        holders: start.map(|(it, _)| it.holders),
        least_boxes: least,
    };
    let ballot = ballot_store::insert(tx.conn, &new)?;
    for (ordinal, plan) in (1..).zip(meeting.plan()) {
        let count = |way| meeting.voters(&plan, way).len() as i64;
        let (paper, written) = (count(Way::Paper), count(Way::Written));
        let on_screen = meeting.voters(&plan, Way::Screen);
        ballot_store::insert_sheet(tx.conn, ballot, ordinal, &NewSheet { plan, on_screen, paper, written })?;
    }
    move_on(tx, &meeting, Step::Start)?;
    if let Some((start, keys)) = start {
        keys.keep(ballot, &start.key.file)?;
    }
    tell_voters(tx, &meeting)?;
    let note = format!("{} hồ sơ, {} tờ phiếu", meeting.items.len(), meeting.plan().len());
    tx.audit(Event::new(EventKind::BallotStarted, object(seen.id)).because(note))
}

/// What the program finds by itself is kept from now on, whatever is declared later.
fn found_by_program(conn: &mut Connection, meeting: &Meeting) -> AppResult<Vec<agenda_store::Conflict>> {
    let known = agenda_store::conflicts_of(conn, meeting.row.id)?;
    Ok(meeting.conflicts.iter().filter(|it| !known.contains(it)).cloned().collect())
}

fn check_holders(meeting: &Meeting, (one, two): (PersonId, PersonId), errors: &mut FieldErrors) {
    for (field, holder) in [("holder_one", one), ("holder_two", two)] {
        let votes = meeting.members.iter().any(|it| it.person == holder && it.way == Way::Screen);
        if !votes {
            errors.add(field, "Người giữ khóa phải là thành viên bỏ phiếu trên máy.");
        }
    }
    if one == two {
        errors.add("holder_two", "Hai người giữ khóa phải khác nhau.");
    }
}

fn tell_voters(tx: &mut Tx, meeting: &Meeting) -> AppResult<()> {
    let voters = meeting.members.iter().filter(|it| it.way == Way::Screen);
    let told: Vec<Notice> = voters
        .map(|it| Notice {
            audience: Audience::Person(it.person),
            words: format!("Mời đồng chí bỏ phiếu phiên họp Hội đồng năm {}.", meeting.row.year),
            object: object(meeting.row.id),
        })
        .collect();
    notices::ops::tell_all(tx, &told)
}

/// What has to be done before the vote.
pub fn missing_to_start(meeting: &Meeting, least_boxes: i64) -> Vec<String> {
    let mut missing = Vec::new();
    if meeting.items.is_empty() {
        missing.push("Chưa có hồ sơ nào trong danh sách xét. Đưa hồ sơ vào trước.".to_owned());
    }
    if meeting.has_other_members() {
        missing.push("Thành viên Hội đồng đã thay đổi từ khi gọi họp. Xem và lưu lại phần Thành viên.".to_owned());
    }
    let gone: Vec<&str> = meeting
        .items
        .iter()
        .filter(|(item, _)| item.state != crate::domain::dossier::State::Verified)
        .map(|(item, _)| item.name.as_str())
        .collect();
    if !gone.is_empty() {
        missing.push(format!("Hồ sơ không còn chờ Hội đồng: {}. Đưa ra khỏi danh sách xét.", gone.join(", ")));
    }
    if meeting.board.is_none() && meeting.members.iter().any(|it| it.way == Way::Paper) {
        missing.push("Có phiếu giấy mà chưa có Ban kiểm phiếu. Chọn Ban kiểm phiếu ở phần Sửa.".to_owned());
    }
    for (ordinal, plan) in (1..).zip(meeting.plan()) {
        let boxes = meeting.voters(&plan, Way::Screen).len() as i64;
        if (1..least_boxes).contains(&boxes) {
            missing.push(format!(
                "Tờ phiếu {ordinal} chỉ có {boxes} người bỏ phiếu trên máy. Để giữ bí mật cần từ {least_boxes} người: \
                 chuyển thành viên sang phiếu giấy."
            ));
        }
    }
    missing
}

/// A member's choices on all his sheets, at once and only once.
///
/// # Errors
/// `AlreadyVoted`, `Denied` for whoever is not on the roll, `Illegal` after the close or where the key is gone.
pub fn cast(
    tx: &mut Tx,
    id: CouncilMeetingId,
    choices: &BTreeMap<BallotSheetId, Choices>,
    keys: &BallotKeys,
) -> AppResult<()> {
    let meeting = Meeting::load(tx.conn, id)?;
    let facts = meeting.facts();
    policy::must_see(tx.actor, Act::OnMeeting(MeetingAct::See, &facts))?;
    let member = tx.actor.person.ok_or(AppError::Denied)?;
    let sheets = meeting.sheets_for(member);
    if !sheets.is_empty() && sheets.iter().all(|(_, voted)| *voted) {
        return Err(AppError::AlreadyVoted);
    }
    if meeting.row.state != council_meeting::State::Voting {
        return Err(AppError::Illegal);
    }
    policy::must(tx.actor, Act::OnMeeting(MeetingAct::Cast, &facts))?;
    let ballot = meeting.ballot.as_ref().filter(|it| keys.has(it.id)).ok_or(AppError::Illegal)?;
    let public_key = ballot.public_key.as_deref().ok_or(AppError::Illegal)?;
    for (sheet, _) in &sheets {
        let choices = choices.get(&sheet.id).ok_or(AppError::Illegal)?;
        if choices.lines().len() != meeting.lines_of(sheet.id).count() {
            return Err(AppError::Illegal);
        }
        if !ballot_store::tick(tx.conn, sheet.id, member)? {
            return Err(AppError::AlreadyVoted);
        }
        let sealed = ballot_box::seal(public_key, &choices.to_bytes()).map_err(anyhow::Error::from)?;
        ballot_store::insert_box(tx.conn, ballot_box::box_name(), sheet.id, &sealed)?;
    }
    tx.audit(Event::new(EventKind::BallotCast, Object::Ballot(ballot.id)))
}

/// A sheet as it lies before the counting board.
#[derive(Debug, Clone, Copy)]
pub struct PaperSheet {
    pub id: BallotSheetId,
    pub issued: i64,
    pub lines: usize,
}

/// The sheets of the vote that runs.
pub fn paper_sheets(conn: &mut Connection, id: CouncilMeetingId) -> AppResult<Vec<PaperSheet>> {
    let meeting = Meeting::load(conn, id)?;
    let sheet = |it: &Sheet| PaperSheet { id: it.id, issued: it.paper_issued, lines: meeting.lines_of(it.id).count() };
    Ok(meeting.sheets.iter().map(sheet).collect())
}

/// What the counting board found on a sheet, lines in their order.
#[derive(Debug, Clone)]
pub struct SheetCount {
    pub sheet: BallotSheetId,
    pub returned: i64,
    pub valid: i64,
    pub invalid: i64,
    pub paper_agree: Vec<i64>,
    pub written_agree: Vec<i64>,
}

/// Enters what lay on paper and what absent members wrote.
///
/// # Errors
/// `Fields` at `returned_…` and `written_…` of a sheet that does not add up.
pub fn enter_counts(tx: &mut Tx, seen: Seen, counts: &[SheetCount]) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::EnterCounts)?;
    let mut errors = FieldErrors::default();
    for count in counts {
        let sheet = meeting.sheets.iter().find(|it| it.id == count.sheet).ok_or(AppError::NotFound)?;
        let lines = meeting.lines_of(sheet.id).count();
        if count.paper_agree.len() != lines || count.written_agree.len() != lines {
            return Err(AppError::NotFound);
        }
        let paper = PaperCount {
            issued: sheet.paper_issued,
            returned: count.returned,
            valid: count.valid,
            invalid: count.invalid,
        };
        if let Some(fault) = paper.fault(&count.paper_agree) {
            errors.add(format!("returned_{}", sheet.id), format!("Tờ {}: {fault}", sheet.ordinal));
        }
        if count.written_agree.iter().any(|agree| *agree > sheet.written) {
            let words = format!("Tờ {}: chỉ có {} ý kiến bằng văn bản.", sheet.ordinal, sheet.written);
            errors.add(format!("written_{}", sheet.id), words);
        }
        ballot_store::save_paper(tx.conn, sheet.id, count.invalid, &count.paper_agree, &count.written_agree)?;
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let note = format!("{} tờ phiếu", counts.len());
    tx.audit(Event::new(EventKind::BallotCounted, object(seen.id)).because(note))
}

/// Ends the vote. Where nobody votes on the screen, everything is counted with it.
///
/// # Errors
/// `Fields` at `close` while paper is not counted.
pub fn close(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let meeting = must(tx, seen, MeetingAct::Close)?;
    if !meeting.is_paper_counted() {
        return Err(FieldErrors::one("close", "Nhập kết quả kiểm phiếu giấy và ý kiến bằng văn bản trước.").into());
    }
    let ballot = meeting.ballot.as_ref().ok_or(AppError::Illegal)?;
    move_on(tx, &meeting, Step::Close)?;
    ballot_store::save_state(tx.conn, ballot.id, State::Closed, "")?;
    if ballot.public_key.is_none() {
        store::save_state(tx, seen.id, council_meeting::State::Closed, council_meeting::State::Counted)?;
        ballot_store::save_state(tx.conn, ballot.id, State::Opened, "")?;
    }
    let (voted, all) = meeting.turnout();
    let note = if all == 0 { "Bỏ phiếu giấy".to_owned() } else { format!("Đã bỏ phiếu {voted}/{all}") };
    tx.audit(Event::new(EventKind::BallotClosed, object(seen.id)).because(note))
}

/// Whether the boxes may be opened at all: asked before the slow work on the key.
///
/// # Errors
/// `Fields` at `boxes` where a sheet has too few boxes to keep the secret.
pub fn must_open(meeting: &Meeting, actor: &policy::Actor) -> AppResult<()> {
    policy::must(actor, Act::OnMeeting(MeetingAct::Open, &meeting.facts()))?;
    let least = meeting.ballot.as_ref().map_or(0, |it| it.least_boxes);
    let too_few =
        |sheet: &&Sheet| (1..least).contains(&(meeting.roll_of(sheet.id).filter(|it| it.voted).count() as i64));
    match meeting.sheets.iter().find(too_few) {
        None => Ok(()),
        Some(sheet) => {
            let words = format!(
                "Tờ phiếu {} có ít hơn {least} phiếu trên máy, mở ra sẽ lộ lựa chọn. Hủy cuộc bỏ phiếu rồi bỏ phiếu giấy.",
                sheet.ordinal
            );
            Err(FieldErrors::one("boxes", words).into())
        }
    }
}

/// Opens the boxes, keeps how often which choices lay in them, and destroys them: all in this transaction or nothing.
pub fn open(tx: &mut Tx, seen: Seen, key: &OpenKey) -> AppResult<BallotId> {
    let meeting = must(tx, seen, MeetingAct::Open)?;
    must_open(&meeting, tx.actor)?;
    let ballot = meeting.ballot.as_ref().ok_or(AppError::Illegal)?;
    let ids: Vec<BallotSheetId> = meeting.sheets.iter().map(|it| it.id).collect();
    let boxes = ballot_store::boxes_of(tx.conn, &ids)?;
    for sheet in &meeting.sheets {
        let own: Vec<&Vec<u8>> = boxes.iter().filter(|(of, _)| *of == sheet.id).map(|(_, sealed)| sealed).collect();
        if own.len() != meeting.roll_of(sheet.id).filter(|it| it.voted).count() {
            return Err(AppError::Unexpected(anyhow::anyhow!("roll and boxes of a sheet differ")));
        }
        let lines = meeting.lines_of(sheet.id).count();
        let (found, invalid) = read_boxes(&own, key, lines);
        let agree: Vec<i64> = (0..lines).map(|at| agreeing(&found, at)).collect();
        ballot_store::save_opened(tx.conn, sheet.id, own.len() as i64, invalid, &found, &agree)?;
    }
    ballot_store::delete_boxes(tx.conn, &ids)?;
    ballot_store::save_state(tx.conn, ballot.id, State::Opened, "")?;
    move_on(tx, &meeting, Step::Count)?;
    let note = format!("{} phiếu trên máy", boxes.len());
    tx.audit(Event::new(EventKind::BallotOpened, object(seen.id)).because(note))?;
    Ok(ballot.id)
}

/// How often which choices, and how many boxes hold none.
fn read_boxes(boxes: &[&Vec<u8>], key: &OpenKey, lines: usize) -> (BTreeMap<Choices, i64>, i64) {
    let mut found: BTreeMap<Choices, i64> = BTreeMap::new();
    let mut invalid = 0;
    for sealed in boxes {
        match key.open(sealed).and_then(|bytes| Choices::from_bytes(&bytes, lines)) {
            Some(choices) => *found.entry(choices).or_default() += 1,
            None => invalid += 1,
        }
    }
    (found, invalid)
}

fn agreeing(found: &BTreeMap<Choices, i64>, line: usize) -> i64 {
    found.iter().filter(|(choices, _)| choices.lines().get(line) == Some(&true)).map(|(_, n)| n).sum()
}

/// Voids the ballot: its boxes go unread, and the council votes again.
pub fn void(tx: &mut Tx, seen: Seen, reason: &str) -> AppResult<BallotId> {
    let meeting = must(tx, seen, MeetingAct::Void)?;
    void_ballot(tx, &meeting, reason)
}

fn void_ballot(tx: &mut Tx, meeting: &Meeting, reason: &str) -> AppResult<BallotId> {
    let ballot = meeting.ballot.as_ref().ok_or(AppError::Illegal)?;
    let ids: Vec<BallotSheetId> = meeting.sheets.iter().map(|it| it.id).collect();
    ballot_store::delete_boxes(tx.conn, &ids)?;
    ballot_store::delete_roll(tx.conn, &ids)?;
    ballot_store::save_state(tx.conn, ballot.id, State::Voided, reason)?;
    agenda_store::delete_found_conflicts(tx.conn, meeting.row.id)?;
    move_on(tx, meeting, Step::Void)?;
    tx.audit(Event::new(EventKind::BallotVoided, object(meeting.row.id)).because(reason))?;
    Ok(ballot.id)
}

/// A backup brings back a roll whose later votes are lost, and never a key: the council votes again.
pub fn void_after_restore(tx: &mut Tx) -> AppResult<()> {
    for (_, id) in ballot_store::running(tx.conn)? {
        let meeting = Meeting::load(tx.conn, id)?;
        void_ballot(tx, &meeting, "Dữ liệu được khôi phục từ bản sao lưu giữa cuộc bỏ phiếu. Hội đồng bỏ phiếu lại.")?;
    }
    Ok(())
}

/// Nothing of boxes that were opened or voided stays behind, even where the process was killed in between.
pub fn finish_after_restart(db: &Db, keys: &BallotKeys) -> AppResult<()> {
    let live: Vec<BallotId> = db.read_now(ballot_store::running)?.into_iter().map(|(ballot, _)| ballot).collect();
    let strays = keys.strays(&live)?;
    if strays.is_empty() {
        return Ok(());
    }
    db.empty_log()?;
    strays.into_iter().try_for_each(|ballot| Ok(keys.remove(ballot)?))
}
