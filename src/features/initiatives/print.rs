//! GET: the application as a paper (đơn yêu cầu công nhận sáng kiến).

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use diesel::prelude::*;
use serde::Deserialize;

use super::ops::Found;
use super::pages::load;
use super::paper_view::{Signer, application_paper};
use super::view::Detail;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::settings::ops::letterhead;
use crate::papers::{Bundle, Format, answer};
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
    let found = printable(&db, &user, &path.code).await?;
    let (id, day) = (found.id, found.filed_on.unwrap_or(user.today));
    let (head, signers) = db.read(move |conn| Ok((letterhead(conn, day)?, signers(conn, id)?))).await?;
    let it = Detail::of(&found);
    let bundle = Bundle {
        title: format!("Đơn yêu cầu công nhận sáng kiến {}", it.code),
        papers: vec![application_paper(&head, &it, &found.application, &signers)],
        empty: "",
        address: format!("{}/print", it.address),
        query: String::new(),
        back: it.address,
    };
    answer(format, Shell::for_page(&user, Menu::Initiatives), bundle).await
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
