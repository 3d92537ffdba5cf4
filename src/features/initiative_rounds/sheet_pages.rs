//! GET: the sheets of the examiner who asks, and one sheet.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::board::Board;
use super::sheet_store;
use super::sheet_view::*;
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::initiative_round::{SheetState, State, Verdict};
use crate::domain::year::Year;
use crate::error::{AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act, SheetAct};
use crate::schema::{initiative_rounds as rounds, initiative_sheets as sheets, initiatives};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{TypedFields, words};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
}

/// GET /initiative-sheets
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeInitiatives)?;
    let (today, person) = (user.today, user.person.unwrap_or(PersonId(0)));
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, own(conn, person, year)?))
    });
    let (year, years, own) = found.await?;
    let line = |it: Own| OwnLine {
        address: format!("/initiative-sheets/{}", it.id),
        code: it.code,
        title: it.title,
        round: it.round,
        state: it.state,
        can_score: it.state == SheetState::Assigned && it.round_state == State::Scoring,
    };
    page(&OwnPage {
        shell: Shell::for_page(&user, Menu::InitiativeRounds),
        year: year.to_string(),
        years,
        lines: own.into_iter().map(line).collect(),
    })
}

#[derive(Queryable)]
struct Own {
    id: InitiativeSheetId,
    code: String,
    title: String,
    round: String,
    round_state: State,
    state: SheetState,
}

/// What somebody has to score or has scored, what waits first.
fn own(conn: &mut Connection, person: PersonId, year: Year) -> AppResult<Vec<Own>> {
    Ok(sheets::table
        .inner_join(rounds::table.on(rounds::id.eq(sheets::round_id)))
        .inner_join(initiatives::table.on(initiatives::id.eq(sheets::initiative_id)))
        .filter(sheets::examiner_id.eq(person))
        .filter(rounds::year.eq(year))
        .order((sheets::state.eq(SheetState::Assigned).desc(), rounds::id.desc(), initiatives::code))
        .select((sheets::id, initiatives::code, initiatives::title, rounds::name, rounds::state, sheets::state))
        .load(conn)?)
}

/// GET /initiative-sheets/{id}
pub async fn show(user: CurrentUser, id: web::Path<InitiativeSheetId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// The sheet as it stands, or with what was `typed` and what is wrong with it.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeSheetId,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<SheetPage> {
    let (board, sheet) = load(db, user, id).await?;
    let object = Object::InitiativeSheet(id);
    let (version, history) =
        db.read(move |conn| Ok((history::version(conn, object)?, history::of(conn, object)?))).await?;
    let facts = board.sheet_facts(&sheet)?;
    let may = |act| policy::may(user, Act::OnSheet(act, &facts));
    let is_scored_again = typed.as_ref().is_some_and(|typed| !typed.has("conflict"));
    let mut form = typed.unwrap_or_default();
    if !is_scored_again {
        form.set("verdict", sheet.verdict.map_or("", Verdict::code));
        form.set("comment", sheet.comment.as_str());
    }
    Ok(SheetPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: SheetDetail::of(&board, &sheet, version, Some(&form).filter(|_| is_scored_again))?,
        verdicts: words(Verdict::WORDS),
        can_score: may(SheetAct::Score),
        can_recuse: may(SheetAct::Recuse),
        can_reopen: may(SheetAct::Reopen),
        history,
        form,
        errors,
    })
}

/// A sheet the user may read, with its round.
pub async fn load(db: &Db, user: &CurrentUser, id: InitiativeSheetId) -> AppResult<(Board, sheet_store::Sheet)> {
    let found = db.read(move |conn| {
        let sheet = sheet_store::find(conn, id)?;
        Ok((Board::load(conn, sheet.round)?, sheet))
    });
    let (board, sheet) = found.await?;
    policy::must_see(user, Act::OnSheet(SheetAct::See, &board.sheet_facts(&sheet)?))?;
    Ok((board, sheet))
}
