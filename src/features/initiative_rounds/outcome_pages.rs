//! GET: the matrix of scores, the minutes to be written, the decision to be drafted and issued.

use actix_web::{HttpResponse, web};

use super::conclusion::missing_to_conclude;
use super::gathering_view::Member;
use super::outcome_view::*;
use super::pages::load;
use super::view::Detail;
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act, RoundAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<InitiativeRoundId>;

/// GET /initiative-rounds/{id}/matrix
pub async fn matrix(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (board, version) = load(&db, &user, *id).await?;
    page(&MatrixPage {
        shell: Shell::for_page(&user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        members: Member::all(&board),
        lines: ResultLine::all(&board, user.person)?,
    })
}

/// GET /initiative-rounds/{id}/conclusion: all are taken to have come.
pub async fn conclusion(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("fresh", "1");
    page(&conclusion_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn conclusion_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    mut form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ConclusionPage> {
    let (board, version) = load(db, user, id).await?;
    policy::must(user, Act::OnRound(RoundAct::Conclude, &board.facts()))?;
    if form.has("fresh") {
        form.set("held_on", format_date(user.today));
        for member in &board.seats {
            form.set(format!("attended_{}", member.person), "1");
        }
    }
    Ok(ConclusionPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        members: Member::all(&board),
        lines: ResultLine::all(&board, user.person)?,
        missing: missing_to_conclude(&board),
        form,
        errors,
    })
}

/// GET /initiative-rounds/{id}/draft
pub async fn draft(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("fresh", "1");
    page(&draft_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn draft_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    mut form: TypedFields,
    errors: FieldErrors,
) -> AppResult<DraftPage> {
    let (board, version) = load(db, user, id).await?;
    policy::must(user, Act::OnRound(RoundAct::DraftDecision, &board.facts()))?;
    if form.has("fresh") {
        let usual = format!("Về việc công nhận sáng kiến năm {}", board.round.year);
        let kept = board.round.decision_abstract.clone();
        form.set("abstract_line", if kept.is_empty() { usual } else { kept });
    }
    Ok(DraftPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        lines: ResultLine::all(&board, None)?,
        form,
        errors,
    })
}

/// GET /initiative-rounds/{id}/issuance: the check before it is issued.
pub async fn issuance(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("decided_on", format_date(user.today));
    page(&issuance_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn issuance_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<IssuancePage> {
    let (board, version) = load(db, user, id).await?;
    policy::must(user, Act::OnRound(RoundAct::Issue, &board.facts()))?;
    Ok(IssuancePage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        lines: ResultLine::all(&board, None)?,
        form,
        errors,
    })
}
