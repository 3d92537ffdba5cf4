//! Who sits in the council of a round.

use super::ops::{self, Seen};
use super::store;
use crate::db::Tx;
use crate::domain::council::{CouncilKind, Seat};
use crate::domain::event::{Event, EventKind};
use crate::error::{AppResult, FieldErrors};
use crate::features::{councils, people};
use crate::policy::RoundAct;

/// Seats somebody, named by code or full name.
///
/// # Errors
/// `Fields` where nobody is meant, he sits there already, or the one chair or secretary is taken.
pub fn seat(tx: &mut Tx, seen: Seen, typed: &str, seat: Seat) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Gather)?;
    let mut errors = FieldErrors::default();
    let person = people::ops::meant(tx.conn, "member", typed, tx.today, &mut errors)?;
    let person = errors.or(person)?;
    if board.seats.iter().any(|it| it.person == person) {
        return Err(FieldErrors::one("member", "Người này đã có trong Hội đồng.").into());
    }
    if CouncilKind::Initiative.has_one(seat) && board.seats.iter().any(|it| it.seat == seat) {
        let words = format!("Đã có {seat}. Đưa người đó ra trước, hoặc chọn vị trí khác.");
        return Err(FieldErrors::one("seat", words).into());
    }
    store::insert_seat(tx.conn, seen.id, person, seat)?;
    let code = people::ops::code_of(tx.conn, person)?;
    tx.audit(Event::new(EventKind::InitiativeSeatGiven, ops::object(seen.id)).because(format!("{code}, {seat}")))
}

/// Seats whoever sits in the initiative council today; who is seated already stays as he is.
///
/// # Errors
/// `Fields` at `council` where no council works, all are seated, or the one chair or secretary is somebody else.
pub fn seat_council(tx: &mut Tx, seen: Seen) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Gather)?;
    let wrong = |words: String| Err(FieldErrors::one("council", words).into());
    let Some(council) = councils::ops::in_force(tx.conn, CouncilKind::Initiative, tx.today)?.into_iter().next() else {
        return wrong("Chưa có Hội đồng sáng kiến đang hoạt động. Thêm ở mục Hội đồng trước.".to_owned());
    };
    let mut members = councils::ops::members_on(tx.conn, council.id, tx.today)?;
    members.retain(|member| board.seats.iter().all(|it| it.person != member.person));
    if members.is_empty() {
        return wrong(format!("Mọi thành viên theo {} đã có trong đợt xét.", council.words()));
    }
    for member in &members {
        let single = CouncilKind::Initiative.has_one(member.seat);
        if let Some(taken) = board.seats.iter().find(|it| single && it.seat == member.seat) {
            return wrong(format!("Đã có {}: {}. Đưa người đó ra trước.", taken.seat, taken.name));
        }
        store::insert_seat(tx.conn, seen.id, member.person, member.seat)?;
    }
    store::set_council_no(tx.conn, seen.id, &council.decision_no)?;
    let seated: Vec<_> = members.iter().map(|it| format!("{}, {}", it.code, it.seat)).collect();
    tx.audit(
        Event::new(EventKind::InitiativeSeatGiven, ops::object(seen.id))
            .because(format!("Theo {}: {}", council.words(), seated.join("; ")))
            .changed("council_no", &board.round.council_no, &council.decision_no),
    )
}

/// Takes somebody out, unless he scores something.
///
/// # Errors
/// `Fields` at `member` while he does.
pub fn unseat(tx: &mut Tx, seen: Seen, code: &str) -> AppResult<()> {
    let board = ops::must(tx, seen, RoundAct::Gather)?;
    let person = people::ops::named(tx.conn, code)?.id;
    let member = board.seat_of(person)?;
    if board.sheets.iter().any(|sheet| sheet.examiner == person) {
        let words = format!("{} đang được phân công chấm. Bỏ phân công trước.", member.name);
        return Err(FieldErrors::one("member", words).into());
    }
    store::delete_seat(tx.conn, seen.id, person)?;
    tx.audit(
        Event::new(EventKind::InitiativeSeatTaken, ops::object(seen.id)).because(format!("{code}, {}", member.seat)),
    )
}
