//! GET: the application as a paper (đơn yêu cầu công nhận sáng kiến).

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;

use super::ops::Found;
use super::pages::load;
use super::paper_view::{Signer, application_paper, application_values};
use super::store;
use super::view::Detail;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, letterhead, wording};
use crate::papers::{Bundle, Format, Sample, answer};
use crate::policy::{self, Act};
use crate::schema::{initiative_authors, people, subjects};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// The initiative whose paper is asked for, whatever the format.
#[derive(Debug, Deserialize)]
pub struct ByCode {
    pub code: String,
}

/// GET /initiatives/{code}/print
pub async fn show(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let written = written(&db, &user, &path.code, None).await?;
    let back = format!("/initiatives/{}", path.code);
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        address: format!("{back}/print"),
        query: String::new(),
        back,
    };
    answer(format, Shell::for_page(&user, Menu::Initiatives), bundle).await
}

/// The newest application, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    match db.read(store::newest_filed).await? {
        Some(code) => written(db, user, &code, Some(words)).await.map(Some),
        None => Ok(None),
    }
}

async fn written(db: &Db, user: &CurrentUser, code: &str, words: Option<Wording>) -> AppResult<Sample> {
    let found = printable(db, user, code).await?;
    let (id, day) = (found.id, found.filed_on.unwrap_or(user.today));
    let filed = |day| Issued { object: Object::Initiative(id), by: EventKind::InitiativeFiled, day };
    let issued = found.filed_on.map(filed);
    let read = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::Application, issued, day), Ok)?;
        Ok((letterhead(conn, day)?, signers(conn, id)?, words))
    });
    let (head, signers, words) = read.await?;
    let it = Detail::of(&found);
    let said = words.with(application_values(&head, &it, &signers));
    let papers = vec![application_paper(&head, &it, &found.application, &signers, &said)];
    Ok(Sample {
        of: format!("Đơn yêu cầu công nhận sáng kiến {}", it.code), papers, missing: said.missing()
    })
}

/// The initiative, for those who may have papers of it.
pub(super) async fn printable(db: &Db, user: &CurrentUser, code: &str) -> AppResult<Found> {
    let found = load(db, user, code).await?;
    policy::must(user, Act::PrintInitiative(&found.facts))?;
    Ok(found)
}

diesel::alias!(subjects as unit_subjects: UnitSubjects);

fn signers(conn: &mut Connection, id: InitiativeId) -> AppResult<Vec<Signer>> {
    type Row = (String, Option<NaiveDate>, String, String, String, i32);
    let rows: Vec<Row> = initiative_authors::table
        .inner_join(people::table)
        .inner_join(subjects::table.on(subjects::id.eq(initiative_authors::person_id)))
        .inner_join(unit_subjects.on(unit_subjects.field(subjects::id).eq(people::unit_id)))
        .filter(initiative_authors::initiative_id.eq(id))
        .order(initiative_authors::ordinal)
        .select((
            subjects::name,
            people::birth_date,
            unit_subjects.field(subjects::name),
            people::position,
            initiative_authors::qualification,
            initiative_authors::percent,
        ))
        .load(conn)?;
    let signer = |(name, birth_date, workplace, position, qualification, percent): Row| Signer {
        name,
        birth_date: birth_date.map_or_else(String::new, date::format_date),
        workplace,
        position,
        qualification,
        percent,
    };
    Ok(rows.into_iter().map(signer).collect())
}
