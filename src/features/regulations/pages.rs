//! GET: the list, one regulation, the forms of its parts, its score sheet as a paper.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{RegulationForm, award_of, award_value, type_of};
use super::list;
use super::ops::{self, Rounding, Whole};
use super::paper_view::score_sheets;
use super::store;
use super::view::*;
use super::vocabulary;
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::ids::RegulationId;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::settings;
use crate::papers::{Bundle, Format, answer};
use crate::policy::{self, Act};
use crate::sheets::Value;
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields, words};
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{ById, history, page};

/// GET /regulations
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let lines = db.read(store::all).await?.iter().map(Line::of).collect();
    let can_edit = policy::may(&user, Act::KeepSettings);
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Laws), lines, can_edit })
}

/// GET /regulations.csv, /regulations.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let rows: Vec<Vec<Value>> = db.read(store::all).await?.iter().map(list::row).collect();
    lists::file(kind.into_inner(), &list::FORMAT, rows).await
}

/// GET /regulations/new
pub async fn new(user: CurrentUser) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    page(&form_page(&user, None, RegulationForm::default(), FieldErrors::default()))
}

pub fn form_page(user: &CurrentUser, id: Option<RegulationId>, form: RegulationForm, errors: FieldErrors) -> FormPage {
    FormPage { shell: Shell::for_page(user, Menu::Laws), id, form, errors }
}

/// GET /regulations/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<RegulationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let whole = draft(&user, &db, *id).await?;
    let form = RegulationForm::of(&whole.regulation.content, whole.version);
    page(&form_page(&user, Some(*id), form, FieldErrors::default()))
}

/// GET /regulations/{id}
pub async fn show(user: CurrentUser, id: web::Path<RegulationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

/// The page as stored, or with what was typed into one of its forms and what is wrong with it.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: RegulationId,
    typed: TypedFields,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    policy::must(user, Act::SeeSettings)?;
    let found = db.read(move |conn| Ok((ops::whole(conn, id)?, history::of(conn, Object::Regulation(id))?)));
    let (whole, history) = found.await?;
    let can_edit = policy::may(user, Act::KeepSettings);
    let page = ShowPage::new(Shell::for_page(user, Menu::Laws), &whole, can_edit, history);
    Ok(ShowPage { form: typed, errors, ..page })
}

/// What a criterion is to be about.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CriterionQuery {
    #[serde(default)]
    award: String,
    #[serde(default)]
    clause: String,
}

/// GET /regulations/{id}/criteria/new
pub async fn new_criterion(
    user: CurrentUser,
    id: web::Path<RegulationId>,
    query: web::Query<CriterionQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("award", &query.award);
    form.set("clause", &query.clause);
    form.set("count", "1");
    form.set("within", "award_year");
    form.set("level", "base");
    page(&criterion_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn criterion_page(
    user: &CurrentUser,
    db: &Db,
    id: RegulationId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<CriterionPage> {
    let whole = draft(user, db, id).await?;
    let award = award_of(form.of("award"));
    let kind = award.and_then(|(_, subject)| type_of(form.of("clause"), subject));
    let (heading, fields) = match (award, kind) {
        (Some((award, subject)), Some(kind)) => {
            let fields = vocabulary::fields(kind).into_iter().map(|field| ClauseField::of(field, subject));
            (format!("{}: {}", name_of(award, subject), kind.word()), fields.collect())
        }
        _ => (String::new(), Vec::new()),
    };
    let mut types = SubjectKind::ALL.iter().flat_map(|subject| vocabulary::types(*subject)).collect::<Vec<_>>();
    types.sort_unstable();
    types.dedup();
    Ok(CriterionPage {
        shell: Shell::for_page(user, Menu::Laws),
        it: Line::of(&whole.regulation),
        version: whole.version,
        awards: awards(),
        types: types.into_iter().map(|kind| Choice::new(kind.code(), kind.word())).collect(),
        heading,
        fields,
        form,
        errors,
    })
}

/// GET /regulations/{id}/caps/new
pub async fn new_cap(user: CurrentUser, id: web::Path<RegulationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("rounding", Rounding::Floor.code());
    page(&cap_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn cap_page(
    user: &CurrentUser,
    db: &Db,
    id: RegulationId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<CapPage> {
    let whole = draft(user, db, id).await?;
    Ok(CapPage {
        shell: Shell::for_page(user, Menu::Laws),
        it: Line::of(&whole.regulation),
        version: whole.version,
        awards: awards(),
        roundings: words(Rounding::WORDS),
        form,
        errors,
    })
}

/// GET /regulations/{id}/vote-rules/new
pub async fn new_vote_rule(
    user: CurrentUser,
    id: web::Path<RegulationId>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&vote_rule_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn vote_rule_page(
    user: &CurrentUser,
    db: &Db,
    id: RegulationId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<VoteRulePage> {
    let whole = draft(user, db, id).await?;
    Ok(VoteRulePage {
        shell: Shell::for_page(user, Menu::Laws),
        it: Line::of(&whole.regulation),
        version: whole.version,
        awards: AwardCode::all().map(|award| Choice::new(award.code(), ops::name_of(award))).collect(),
        form,
        errors,
    })
}

/// GET /regulations/{id}/score-sheet: to print and fill in.
pub async fn score_sheet(
    user: CurrentUser,
    id: web::Path<ById<RegulationId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let (id, today) = (id.id, user.today);
    let found = db.read(move |conn| Ok((ops::whole(conn, id)?, settings::ops::letterhead(conn, today)?)));
    let (whole, head) = found.await?;
    let document_no = &whole.regulation.content.document_no;
    let bundle = Bundle {
        title: format!("Phiếu chấm điểm theo {document_no}"),
        papers: score_sheets(&head, document_no, &whole.score_lines),
        empty: "Quy chế này không có bảng chấm điểm.",
        back: address(id),
        address: format!("{}/score-sheet", address(id)),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Laws), bundle).await
}

/// One that may still be changed, by somebody who may.
async fn draft(user: &CurrentUser, db: &Db, id: RegulationId) -> AppResult<Whole> {
    policy::must(user, Act::KeepSettings)?;
    let whole = db.read(move |conn| ops::whole(conn, id)).await?;
    if whole.regulation.state == ops::State::Draft { Ok(whole) } else { Err(AppError::Illegal) }
}

/// Every award with whom it can go to, as the law names it now.
fn awards() -> Vec<Choice> {
    let choice = |award: AwardCode| {
        let takers = SubjectKind::ALL.iter().filter(move |subject| award.award().takes(**subject));
        takers.map(move |subject| Choice::new(award_value(award, *subject), name_of(award, *subject)))
    };
    AwardCode::all().flat_map(choice).collect()
}

fn name_of(award: AwardCode, subject: SubjectKind) -> String {
    format!("{} ({})", ops::name_of(award), subject.word().to_lowercase())
}
