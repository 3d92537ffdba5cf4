//! GET and POST: row by row who is meant. What was chosen is kept, so that a long list can be finished another day.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::matching::{self, Candidate};
use super::ops::{self, Opened};
use super::pages::{PATH, name_of};
use super::reading::{ListRow, Part, Told};
use super::store::Choice;
use super::view::{CandidateChoice, MatchRow, RowsPage, typed_or};
use super::{form, ops::unit_of};
use crate::db::{Db, Tx};
use crate::domain::date::format_date;
use crate::domain::ids::AwardListId;
use crate::domain::subject::Gender;
use crate::error::{AppResult, FieldErrors};
use crate::features::units;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{self, TypedFields};
use crate::web::paging::{Paging, page_number};
use crate::web::posted::{Posted, carry_out};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, or_form_again, page};

/// So many rows stand on a page: each has everybody of its name.
const ROWS: usize = 20;

#[derive(Debug, Default, Deserialize)]
pub struct RowsQuery {
    #[serde(default)]
    page: String,
}

/// GET /imports/award-lists/{id}/rows
pub async fn index(
    user: CurrentUser,
    id: web::Path<AwardListId>,
    query: web::Query<RowsQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let at = page_number(&query.page);
    page(&rows_page(&user, *id, at, TypedFields::default(), FieldErrors::default(), &db).await?)
}

/// POST /imports/award-lists/{id}/rows
pub async fn choose(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardListId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let (id, fields) = (*id, posted.form);
    let at = page_number(fields.of("page"));
    let verb = move |tx: &mut Tx, meant| ops::choose(tx, id, &meant);
    let next = next_address(&user, &db, id, at).await?;
    let chosen = carry_out(&user, &db, posted.number, form::meant(&fields), next, verb).await;
    let said = chosen.map(|location| flash::said(&request, &location, "Đã lưu lựa chọn."));
    or_form_again(said, async |errors| rows_page(&user, id, at, fields, errors, &db).await).await
}

/// The next page, or the list when this was the last.
async fn next_address(user: &CurrentUser, db: &Db, id: AwardListId, at: i64) -> AppResult<String> {
    let actor = user.actor.clone();
    let rows = db.read(move |conn| {
        let list = ops::find(conn, &actor, id)?;
        Ok(ops::open(conn, list)?.matched().count())
    });
    let is_last = at.unsigned_abs() as usize * ROWS >= rows.await?;
    Ok(if is_last { format!("{PATH}/{id}") } else { format!("{PATH}/{id}/rows?page={}", at + 1) })
}

async fn rows_page(
    user: &CurrentUser,
    id: AwardListId,
    at: i64,
    typed: TypedFields,
    errors: FieldErrors,
    db: &Db,
) -> AppResult<RowsPage> {
    policy::must(user, Act::ImportRegisters)?;
    let (shell, actor) = (Shell::for_page(user, Menu::Imports), user.actor.clone());
    db.read(move |conn| {
        let list = ops::find(conn, &actor, id)?;
        let opened = ops::open(conn, list)?;
        let all: Vec<(&ListRow, &Told)> = opened.matched().collect();
        let first = at.saturating_sub(1).unsigned_abs() as usize * ROWS;
        let shown: Vec<_> = all.iter().skip(first).take(ROWS).copied().collect();
        let rows: Vec<&ListRow> = shown.iter().map(|(row, _)| *row).collect();
        let candidates = matching::candidates(conn, &rows)?;
        let units: Vec<(String, String)> =
            units::ops::inside(conn)?.into_iter().map(|unit| (unit.value, unit.label)).collect();
        let path = format!("{PATH}/{id}");
        let rows = shown.iter().zip(&candidates);
        Ok(RowsPage {
            shell,
            errors,
            page: at,
            file_name: opened.list.file_name.clone(),
            open_rows: opened.open_rows(),
            rows: rows.map(|((row, told), found)| match_row(&opened, row, told, found, &units, &typed)).collect(),
            paging: pages_of(&path, at, all.len()),
            genders: forms::words(Gender::WORDS),
            path,
        })
    })
    .await
}

/// In pages of [`ROWS`] rows, though lists have more.
fn pages_of(path: &str, at: i64, rows: usize) -> Paging {
    let pages = rows.div_ceil(ROWS) as i64;
    Paging::new(&format!("{path}/rows"), &[], at, pages * crate::web::paging::PAGE_SIZE)
}

fn match_row(
    opened: &Opened,
    row: &ListRow,
    told: &Told,
    found: &[Candidate],
    units: &[(String, String)],
    typed: &TypedFields,
) -> MatchRow {
    let kept = opened.choices.get(&row.number);
    let field = |name: &str| format!("{name}_{}", row.number);
    let is_offered = |id: i64| found.iter().any(|candidate| candidate.subject.0 == id);
    let chosen = match kept {
        Some(Choice::Known(subject)) => subject.0.to_string(),
        Some(Choice::New(_)) => "new".to_owned(),
        Some(Choice::LeftOut) => "skip".to_owned(),
        // The only one of this name and unit is offered, to be seen and kept like any other choice.
        None => matching::only_one(found).map_or_else(String::new, |only| only.0.to_string()),
    };
    let mut candidates: Vec<CandidateChoice> = found.iter().map(candidate_choice).collect();
    if let Some(Choice::Known(subject)) = kept.filter(|_| !chosen.parse().is_ok_and(is_offered)) {
        let label = "Người đã chọn theo mã".to_owned();
        candidates.push(CandidateChoice { value: subject.0.to_string(), label, is_of_unit: false });
    }
    let person = match kept {
        Some(Choice::New(person)) => Some(person),
        _ => None,
    };
    let unit = || unit_of(units, row).to_owned();
    let joined = || person.map_or_else(|| format!("01/01/{}", told.year), |person| format_date(person.joined_on));
    let place = [row.said(Part::Position), row.said(Part::Unit)];
    MatchRow {
        number: row.number,
        name: row.name().to_owned(),
        place: place.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", "),
        told: format!(
            "{} năm {}, quyết định {} ngày {}",
            name_of(told.award),
            told.year,
            told.number,
            format_date(told.day)
        ),
        candidates,
        chosen: typed_or(typed, &field("choice"), || chosen),
        is_kept: kept.is_some(),
        code: typed.of(&field("code")).to_owned(),
        gender: typed_or(typed, &field("gender"), || person.map_or("", |person| person.gender.code()).to_owned()),
        unit: typed_or(typed, &field("unit"), unit),
        joined: typed_or(typed, &field("joined"), joined),
    }
}

fn candidate_choice(candidate: &Candidate) -> CandidateChoice {
    let service = candidate.service.iter().map(|(unit, position)| format!("{position}, {unit}"));
    let service = service.collect::<Vec<_>>().join("; ");
    let place = if service.is_empty() { "tập thể".to_owned() } else { service };
    CandidateChoice {
        value: candidate.subject.0.to_string(),
        label: format!("{} ({}) – {place}", candidate.name, candidate.code),
        is_of_unit: candidate.is_of_unit,
    }
}
