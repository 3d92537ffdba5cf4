//! GET: the minutes, all sheets and the decision as papers.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::board::Board;
use super::gathering_view::Member;
use super::outcome_view::ResultLine;
use super::pages::load;
use super::paper_view::*;
use super::sheet_view::SheetDetail;
use super::store;
use super::view::Detail;
use crate::db::{Connection, Db, Tx};
use crate::domain::council::Seat;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative_round::SheetState;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Bundle, Format, Paper, Sample, answer, keep, kept};
use crate::policy::{self, Act, SheetAct};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<ById<InitiativeRoundId>>;

/// GET /initiative-rounds/{id}/minutes: once it is concluded.
pub async fn minutes(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let written = minutes_of(&user, &db, id.id, None).await?;
    let bundle = bundle_of(id.id, "minutes", written.of, written.papers);
    answer(format, Shell::for_page(&user, Menu::InitiativeRounds), bundle).await
}

/// The newest minutes or decision, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let Some(id) = db.read(store::newest_with_results).await? else { return Ok(None) };
    let sample = match words.kind {
        PaperKind::InitiativeMinutes => minutes_of(user, db, id, Some(words)).await,
        _ => decision_of(user, db, id, Some(words)).await,
    };
    sample.map(Some)
}

async fn minutes_of(user: &CurrentUser, db: &Db, id: InitiativeRoundId, words: Option<Wording>) -> AppResult<Sample> {
    let (board, version) = load(db, user, id).await?;
    let held_on = board.round.held_on.ok_or(AppError::NotFound)?;
    let (object, by) = (Object::InitiativeRound(id), EventKind::InitiativeRoundConcluded);
    let issued = board.round.state.has_results().then_some(Issued { object, by, day: held_on });
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::InitiativeMinutes, issued, held_on), Ok)?;
        Ok((letterhead(conn, held_on)?, words))
    });
    let (head, words) = found.await?;
    let named = |seat: Seat| {
        let found = board.seats.iter().find(|it| it.seat == seat);
        found.map_or_else(String::new, |it| it.name.clone())
    };
    let was_there: Vec<String> = board.seats.iter().filter(|it| it.attended).map(|it| it.person.to_string()).collect();
    let (attended, absent) = Member::all(&board).into_iter().partition(|member| was_there.contains(&member.id));
    let (it, lines) = (Detail::of(&board, version, user.today)?, ResultLine::all(&board, None)?);
    let minutes = Minutes {
        head: Letterhead { number: board.round.minutes_no.clone(), ..head },
        said: words.with(minutes_values(&it, &lines)),
        it,
        attended,
        absent,
        chair: named(Seat::Chair),
        secretary: named(Seat::Secretary),
        lines,
    };
    let papers = vec![minutes.paper()];
    let of = format!("Biên bản họp Hội đồng sáng kiến {}", board.round.minutes_no);
    Ok(Sample { of, papers, missing: minutes.said.missing() })
}

/// GET /initiative-rounds/{id}/decision: a draft without number and date until it is issued.
pub async fn decision(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let written = decision_of(&user, &db, id.id, None).await?;
    let bundle = bundle_of(id.id, "decision", written.of, written.papers);
    answer(format, Shell::for_page(&user, Menu::InitiativeRounds), bundle).await
}

async fn decision_of(user: &CurrentUser, db: &Db, id: InitiativeRoundId, words: Option<Wording>) -> AppResult<Sample> {
    let (board, _) = load(db, user, id).await?;
    if !board.round.state.has_results() {
        return Err(AppError::NotFound);
    }
    let today = user.today;
    db.read(move |conn| match (words, kept(conn, Object::InitiativeRound(id), PaperKind::InitiativeDecision)?) {
        (None, Some(kept)) => Ok(Sample { of: named(&board), papers: kept.papers, missing: Vec::new() }),
        (words, _) => written(conn, &board, words, today),
    })
    .await
}

/// "Quyết định công nhận sáng kiến 15/QĐ-STC"
fn named(board: &Board) -> String {
    format!("Quyết định công nhận sáng kiến {}", board.round.decision_no.as_deref().unwrap_or("(dự thảo)"))
}

/// In the words it was issued with, or in others.
fn written(conn: &mut Connection, board: &Board, words: Option<Wording>, today: NaiveDate) -> AppResult<Sample> {
    let round = &board.round;
    let day = round.decided_on.unwrap_or(today);
    let (object, by) = (Object::InitiativeRound(round.id), EventKind::InitiativeDecisionIssued);
    let issued = round.decided_on.map(|day| Issued { object, by, day });
    let words = words.map_or_else(|| wording(conn, PaperKind::InitiativeDecision, issued, day), Ok)?;
    let number = round.decision_no.clone().unwrap_or_default();
    let head = Letterhead { number, ..letterhead(conn, day)? }.signed_by(&round.signer_name, &round.signer_position);
    let it = Detail::of(board, 0, today)?;
    let lines: Vec<ResultLine> = ResultLine::all(board, None)?.into_iter().filter(|line| line.passes).collect();
    let said = words.with(decision_values(&head, &it, &lines, day));
    let decision = Decision { head, it, lines, day, said };
    Ok(Sample { of: named(board), papers: decision.papers(), missing: decision.said.missing() })
}

/// Keeps the decision that is being issued as it stands now, in today's words, and answers its hash.
pub(super) fn keep_decision(tx: &mut Tx, id: InitiativeRoundId) -> AppResult<String> {
    let (board, today) = (Board::load(tx.conn, id)?, tx.today);
    let words = wording(tx.conn, PaperKind::InitiativeDecision, None, board.round.decided_on.unwrap_or(today))?;
    let papers = written(tx.conn, &board, Some(words), today)?.papers;
    keep(tx, Object::InitiativeRound(id), PaperKind::InitiativeDecision, &papers)
}

fn bundle_of(id: InitiativeRoundId, page: &str, title: String, papers: Vec<Paper>) -> Bundle {
    Bundle {
        title,
        papers,
        empty: "",
        back: format!("/initiative-rounds/{id}"),
        address: format!("/initiative-rounds/{id}/{page}"),
        query: String::new(),
    }
}

/// GET /initiative-rounds/{id}/sheets: all that the reader may read, one a page.
pub async fn sheets(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let bundle = sheets_of(&user, id.id, &db).await?;
    answer(format, Shell::for_page(&user, Menu::InitiativeRounds), bundle).await
}

async fn sheets_of(user: &CurrentUser, id: InitiativeRoundId, db: &Db) -> AppResult<Bundle> {
    let (board, _) = load(db, user, id).await?;
    let day = board.round.held_on.unwrap_or(user.today);
    let head = db.read(move |conn| letterhead(conn, day)).await?;
    let mut papers = Vec::new();
    for item in &board.items {
        for sheet in board.sheets_of(item.head.id).filter(|sheet| sheet.state == SheetState::Sent) {
            let facts = board.sheet_facts(sheet)?;
            if policy::may(user, Act::OnSheet(SheetAct::See, &facts)) {
                papers.push(sheet_paper(&head, &board.round.name, SheetDetail::of(&board, sheet, 0, None)?));
            }
        }
    }
    Ok(Bundle {
        empty: "Chưa có phiếu nào để in. Phiếu của một sáng kiến hiện ra khi mọi người chấm nó đã gửi.",
        ..bundle_of(id, "sheets", format!("Phiếu chấm – {}", board.round.name), papers)
    })
}
