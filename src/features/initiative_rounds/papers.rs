//! GET: the minutes, all sheets and the decision as papers.

use actix_web::{HttpResponse, web};

use super::gathering_view::Member;
use super::outcome_view::ResultLine;
use super::pages::load;
use super::paper_view::*;
use super::sheet_view::SheetDetail;
use super::store;
use super::view::Detail;
use crate::db::Db;
use crate::domain::council::Seat;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::initiative_round::SheetState;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Bundle, Format, Paper, Sample, answer};
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
    let (board, version) = load(db, user, id).await?;
    if !board.round.state.has_results() {
        return Err(AppError::NotFound);
    }
    let day = board.round.decided_on.unwrap_or(user.today);
    let (object, by) = (Object::InitiativeRound(id), EventKind::InitiativeDecisionIssued);
    let issued = board.round.decided_on.map(|day| Issued { object, by, day });
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::InitiativeDecision, issued, day), Ok)?;
        Ok((letterhead(conn, day)?, words))
    });
    let (head, words) = found.await?;
    let head = Letterhead { number: board.round.decision_no.clone().unwrap_or_default(), ..head }
        .signed_by(&board.round.signer_name, &board.round.signer_position);
    let it = Detail::of(&board, version, user.today)?;
    let lines: Vec<ResultLine> = ResultLine::all(&board, None)?.into_iter().filter(|line| line.passes).collect();
    let said = words.with(decision_values(&head, &it, &lines, day));
    let decision = Decision { head, it, lines, day, said };
    let number = board.round.decision_no.as_deref().unwrap_or("(dự thảo)");
    let papers = decision.papers();
    let of = format!("Quyết định công nhận sáng kiến {number}");
    Ok(Sample { of, papers, missing: decision.said.missing() })
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
