//! GET: the minutes, all sheets and the decision as papers.

use actix_web::{HttpResponse, web};

use super::gathering_view::Member;
use super::outcome_view::ResultLine;
use super::pages::load;
use super::paper_view::*;
use super::sheet_view::SheetDetail;
use super::view::Detail;
use crate::db::Db;
use crate::domain::council::Seat;
use crate::domain::ids::*;
use crate::domain::initiative_round::SheetState;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Bundle, Format, Paper, answer};
use crate::policy::{self, Act, SheetAct};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<ById<InitiativeRoundId>>;

/// GET /initiative-rounds/{id}/minutes: once it is concluded.
pub async fn minutes(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = id.id;
    let (board, version) = load(&db, &user, id).await?;
    let held_on = board.round.held_on.ok_or(AppError::NotFound)?;
    let head = db.read(move |conn| letterhead(conn, held_on)).await?;
    let named = |seat: Seat| {
        let found = board.seats.iter().find(|it| it.seat == seat);
        found.map_or_else(String::new, |it| it.name.clone())
    };
    let was_there: Vec<String> = board.seats.iter().filter(|it| it.attended).map(|it| it.person.to_string()).collect();
    let (attended, absent) = Member::all(&board).into_iter().partition(|member| was_there.contains(&member.id));
    let minutes = Minutes {
        head: Letterhead { number: board.round.minutes_no.clone(), ..head },
        it: Detail::of(&board, version, user.today)?,
        attended,
        absent,
        chair: named(Seat::Chair),
        secretary: named(Seat::Secretary),
        lines: ResultLine::all(&board, None)?,
    };
    let title = format!("Biên bản họp Hội đồng sáng kiến {}", board.round.minutes_no);
    let bundle = bundle_of(id, "minutes", title, vec![minutes.paper()]);
    answer(format, Shell::for_page(&user, Menu::InitiativeRounds), bundle).await
}

/// GET /initiative-rounds/{id}/decision: a draft without number and date until it is issued.
pub async fn decision(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = id.id;
    let (board, version) = load(&db, &user, id).await?;
    if !board.round.state.has_results() {
        return Err(AppError::NotFound);
    }
    let day = board.round.decided_on.unwrap_or(user.today);
    let head = db.read(move |conn| letterhead(conn, day)).await?;
    let head = Letterhead { number: board.round.decision_no.clone().unwrap_or_default(), ..head }
        .signed_by(&board.round.signer_name, &board.round.signer_position);
    let decision = Decision {
        head,
        it: Detail::of(&board, version, user.today)?,
        lines: ResultLine::all(&board, None)?.into_iter().filter(|line| line.passes).collect(),
        day,
    };
    let number = board.round.decision_no.as_deref().unwrap_or("(dự thảo)");
    let bundle = bundle_of(id, "decision", format!("Quyết định công nhận sáng kiến {number}"), decision.papers());
    answer(format, Shell::for_page(&user, Menu::InitiativeRounds), bundle).await
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
