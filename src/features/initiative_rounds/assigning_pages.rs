//! GET: who scores what, the form for one initiative, the split before it is accepted.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::assigning_view::*;
use super::board::Board;
use super::pages::load;
use super::view::Detail;
use super::{form, ops};
use crate::db::{Connection, Db};
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::initiative_round::SheetState;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act, RoundAct, SheetAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page, page_with_errors};

/// GET /initiative-rounds/{id}/examiners
pub async fn index(user: CurrentUser, id: web::Path<InitiativeRoundId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("per", USUAL_EXAMINERS);
    page(&index_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// Offered for the split.
const USUAL_EXAMINERS: &str = "3";

pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<AssigningPage> {
    let (board, version) = load(db, user, id).await?;
    Ok(AssigningPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        lines: board.items.iter().map(|item| AssignedLine::of(&board, item)).collect(),
        can_assign: policy::may(user, Act::OnRound(RoundAct::Assign, &board.facts())),
        form,
        errors,
    })
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct SplitQuery {
    #[serde(default)]
    per: String,
}

/// GET /initiative-rounds/{id}/split: shown first, accepted by its button.
pub async fn split(
    user: CurrentUser,
    id: web::Path<InitiativeRoundId>,
    query: web::Query<SplitQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (board, version) = load(&db, &user, *id).await?;
    policy::must(&user, Act::OnRound(RoundAct::Assign, &board.facts()))?;
    let per = match form::per(&query.per) {
        Ok(per) => per,
        Err(errors) => {
            let mut form = TypedFields::default();
            form.set("per", query.per.as_str());
            return page_with_errors(&index_page(&user, &db, *id, form, errors).await?);
        }
    };
    let given = ops::proposed(&board, per);
    let mut lines = Vec::with_capacity(given.len());
    for (initiative, members) in &given {
        lines.push(SplitLine::of(&board, board.item(*initiative)?, members, per)?);
    }
    lines.sort_by(|one, other| one.code.cmp(&other.code));
    page(&SplitPage {
        shell: Shell::for_page(&user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        loads: SplitLine::loads(&board, &given),
        has_any: given.values().any(|members| !members.is_empty()),
        lines,
        per: per.to_string(),
    })
}

/// GET /initiative-rounds/{id}/examiners/{code}
pub async fn show(
    user: CurrentUser,
    path: web::Path<(InitiativeRoundId, String)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, code) = path.into_inner();
    page(&show_page(&user, &db, id, &code, None, FieldErrors::default()).await?)
}

/// The form for one initiative, as it stands or with what was `typed`.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: InitiativeRoundId,
    code: &str,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<ExaminersPage> {
    let (board, version) = load(db, user, id).await?;
    policy::must(user, Act::KeepRounds)?;
    let item = board.item_called(code)?;
    let sheets: Vec<InitiativeSheetId> = board.sheets_of(item.head.id).map(|sheet| sheet.id).collect();
    let versions = db.read(move |conn| versions(conn, &sheets)).await?;
    let facts = board.facts();
    Ok(ExaminersPage {
        shell: Shell::for_page(user, Menu::InitiativeRounds),
        it: Detail::of(&board, version, user.today)?,
        line: AssignedLine::of(&board, item),
        choices: ExaminerChoice::all(&board, item, typed.as_ref()),
        sheets: sheet_lines(user, &board, item, &versions)?,
        substitutes: substitutes(&board, item),
        can_assign: policy::may(user, Act::OnRound(RoundAct::Assign, &facts)),
        form: typed.unwrap_or_default(),
        errors,
    })
}

type Versions = Vec<(InitiativeSheetId, i64)>;

/// Few sheets score one initiative, and each has its own history.
fn versions(conn: &mut Connection, ids: &[InitiativeSheetId]) -> AppResult<Versions> {
    ids.iter().map(|id| Ok((*id, history::version(conn, Object::InitiativeSheet(*id))?))).collect()
}

fn sheet_lines(
    user: &CurrentUser,
    board: &Board,
    item: &super::board::Item,
    versions: &Versions,
) -> AppResult<Vec<SheetLine>> {
    let mut lines = Vec::new();
    for sheet in board.sheets_of(item.head.id).filter(|sheet| sheet.state != SheetState::Assigned) {
        let facts = board.sheet_facts(sheet)?;
        let may = |act| policy::may(user, Act::OnSheet(act, &facts));
        let version = versions.iter().find(|(id, _)| *id == sheet.id).map_or(0, |(_, version)| *version);
        lines.push(SheetLine {
            id: sheet.id.to_string(),
            version,
            name: board.seat_of(sheet.examiner)?.name.clone(),
            state: sheet.state,
            conflict: sheet.conflict.clone(),
            is_replaced: facts.is_replaced,
            can_reopen: may(SheetAct::Reopen),
            can_replace: may(SheetAct::Replace),
        });
    }
    Ok(lines)
}

/// Who could take the place of a recused one.
fn substitutes(board: &Board, item: &super::board::Item) -> Vec<Choice> {
    let is_free = |member: &&super::store::Seated| {
        board.why_not(member, item).is_none()
            && board.sheets_of(item.head.id).all(|sheet| sheet.examiner != member.person)
    };
    let free = board.seats.iter().filter(is_free);
    free.map(|member| Choice::new(member.person.to_string(), member.name.as_str())).collect()
}
