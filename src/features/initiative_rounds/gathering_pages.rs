//! GET: the initiatives of a round with those that wait, and its council.

use actix_web::{HttpResponse, web};

use super::gathering_view::*;
use super::pages::load;
use super::view::Detail;
use super::{sheet_store, store};
use crate::db::Db;
use crate::domain::council::CouncilKind;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::councils;
use crate::policy::{self, Act, RoundAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /initiative-rounds/{id}/initiatives
pub async fn initiatives(
    user: CurrentUser,
    id: web::Path<InitiativeRoundId>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&initiatives_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn initiatives_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<InitiativesPage> {
    let (board, version) = load(db, user, id).await?;
    let can_gather = policy::may(user, Act::OnRound(RoundAct::Gather, &board.facts()));
    let year = board.round.year;
    let found = db.read(move |conn| {
        if !can_gather {
            return Ok(Default::default());
        }
        let waiting = store::candidates(conn, year)?;
        let ids: Vec<InitiativeId> = waiting.iter().map(|head| head.id).collect();
        Ok((waiting, sheet_store::authors_of(conn, &ids)?))
    });
    let (waiting, authors): (Vec<store::Head>, std::collections::HashMap<_, _>) = found.await?;
    let nobody = Vec::new();
    let line = |head: &store::Head| Line::of(&board.round, head, authors.get(&head.id).unwrap_or(&nobody));
    Ok(InitiativesPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        lines: board.items.iter().map(|item| Line::of_item(&board.round, item)).collect(),
        waiting: waiting.iter().map(line).collect(),
        can_gather,
        form,
        errors,
    })
}

/// GET /initiative-rounds/{id}/council
pub async fn council(
    user: CurrentUser,
    id: web::Path<InitiativeRoundId>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&council_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn council_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<CouncilPage> {
    let (board, version) = load(db, user, id).await?;
    let today = user.today;
    let standing = db.read(move |conn| councils::ops::in_force(conn, CouncilKind::Initiative, today)).await?;
    Ok(CouncilPage {
        standing: standing.first().map_or_else(String::new, councils::ops::Council::words),
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        members: Member::all(&board),
        seats: CouncilKind::Initiative.seats().iter().map(|seat| Choice::new(seat.code(), seat.word())).collect(),
        can_gather: policy::may(user, Act::OnRound(RoundAct::Gather, &board.facts())),
        form,
        errors,
    })
}
