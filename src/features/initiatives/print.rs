//! GET: the application as a paper (đơn yêu cầu công nhận sáng kiến).

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDate;
use diesel::prelude::*;

use super::application::Application;
use super::pages::load;
use super::view::Detail;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::policy::{self, Act};
use crate::schema::{initiative_authors, people, subjects};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// An author as the paper names him.
pub struct Signer {
    pub name: String,
    pub birth_date: String,
    pub workplace: String,
    pub position: String,
    pub qualification: String,
    pub percent: i32,
}

#[derive(Template)]
#[template(path = "initiatives/print.html")]
struct PrintPage {
    shell: Shell,
    head: Letterhead,
    it: Detail,
    application: Application,
    signers: Vec<Signer>,
}

impl PrintPage {
    /// How the authors speak of themselves.
    fn we(&self) -> &'static str {
        if self.signers.len() > 1 { "Chúng tôi" } else { "Tôi" }
    }
}

/// GET /initiatives/{code}/print
pub async fn show(user: CurrentUser, code: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, &code).await?;
    policy::must(&user, Act::PrintInitiative(&it.facts))?;
    let (id, day) = (it.id, it.filed_on.unwrap_or(user.today));
    let (head, signers) = db.read(move |conn| Ok((letterhead(conn, day)?, signers(conn, id)?))).await?;
    page(&PrintPage {
        shell: Shell::for_page(&user, Menu::Initiatives),
        head,
        it: Detail::of(&it),
        application: it.application,
        signers,
    })
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
