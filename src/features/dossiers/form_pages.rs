//! GET: the form of a proposal and the sections of its report.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::form::{DossierForm, SectionForm};
use super::ops::{self, Found};
use super::pages::{award_choices, load, menu_of};
use super::report;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::dossier::report::Section;
use crate::domain::dossier::{self, Kind};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::registration;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{movements, registrations, years};
use crate::policy::{self, Act, Actor, DossierAct, For};
use crate::schema::{dossiers, registrations as registered, subjects};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words};
use crate::web::shell::{Menu, Shell};
use crate::web::{page, see_other};

#[derive(Debug, Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    award: String,
    #[serde(default)]
    registration: String,
    /// The movement that a thematic commendation is for.
    #[serde(default)]
    movement: String,
}

/// GET /dossiers/new: empty, or filled from a registration, which leads to the dossier it already has.
pub async fn new(user: CurrentUser, query: web::Query<NewQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RegisterAtAll)?;
    let kind = if query.movement.is_empty() { Kind::Merit } else { Kind::Thematic };
    let mut form = DossierForm {
        year: query.year.clone(),
        award_code: query.award.clone(),
        kind: kind.code().to_owned(),
        movement: query.movement.clone(),
        ..DossierForm::default()
    };
    if let Ok(id) = query.registration.parse().map(RegistrationId) {
        let found =
            db.read(move |conn| Ok((registrations::ops::find(conn, id)?, ops::live_of_registration(conn, id)?)));
        let (registration, dossier) = found.await?;
        policy::must_see(&user, Act::SeeRegistration(&registration.facts))?;
        if let Some(dossier) = dossier {
            return Ok(see_other(&format!("/dossiers/{dossier}")));
        }
        form.registration = id.to_string();
        form.year = registration.year.to_string();
        form.subject_code = registration.subject_code;
        form.award_code = registration.award.code().to_owned();
    }
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /dossiers/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<DossierId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let it = load(&db, &user, *id).await?;
    policy::must(&user, Act::OnDossier(DossierAct::Edit, &it.facts))?;
    let form = DossierForm {
        year: it.year.to_string(),
        registration: it.registration.map_or_else(String::new, |id| id.to_string()),
        subject_code: it.subject_code.clone(),
        award_code: it.award.code().to_owned(),
        kind: it.kind.code().to_owned(),
        movement: it.movement.map_or_else(String::new, |id| id.to_string()),
        achievement: it.achievement.clone(),
        version: it.version,
    };
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(it)).await?)
}

/// The form, fresh or with what is wrong; `before` when it changes an existing dossier.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    mut form: DossierForm,
    errors: FieldErrors,
    before: Option<Found>,
) -> AppResult<FormPage> {
    let is_settled = before.is_some() || !form.registration.is_empty();
    let (asked, code, actor, today) = (form.year.clone(), form.subject_code.clone(), user.actor.clone(), user.today);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        let subjects = own_subjects(conn, &actor)?;
        let ready = if is_settled { Vec::new() } else { ready(conn, &actor, year)? };
        let candidate = if is_settled { registrations::ops::candidate(conn, &code, today)? } else { None };
        let name = match &candidate {
            Some(subject) => registrations::ops::code_and_name(conn, subject.id)?.1,
            None => String::new(),
        };
        Ok((year, subjects, ready, candidate.map(|it| it.kind), name, movements::ops::choices(conn, year)?))
    });
    let (year, subjects, ready, kind, name, movements) = found.await?;
    form.year = year.to_string();
    if form.subject_code.is_empty()
        && let Some(first) = subjects.first()
    {
        form.subject_code = first.value.clone();
    }
    let may_type_code = policy::may(user, Act::RegisterOnBehalf);
    let kind = kind.or_else(|| before.as_ref().map(|it| it.subject_kind));
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::MyDossiers),
        action: before.as_ref().map_or_else(|| "/dossiers".to_owned(), |it| format!("/dossiers/{}", it.id)),
        subject: before.as_ref().map_or(name, |it| it.subject_name.clone()),
        id: before.map_or_else(String::new, |it| it.id.to_string()),
        year,
        errors,
        subjects,
        may_type_code,
        awards: award_choices(kind, Some(year)),
        kinds: words(Kind::WORDS),
        movements,
        ready,
        form,
    })
}

/// Oneself and the collective one heads.
fn own_subjects(conn: &mut Connection, actor: &Actor) -> AppResult<Vec<Choice>> {
    let mut choices = Vec::new();
    if let Some(person) = actor.person {
        let (code, name) = registrations::ops::code_and_name(conn, person.into())?;
        choices.push(Choice::new(code, format!("Cho tôi, {name}")));
    }
    let collective = |unit: &UnitId| policy::may(actor, Act::RegisterFor(For::Collective(*unit)));
    if let Some(unit) = actor.unit.filter(collective) {
        let (code, name) = registrations::ops::code_and_name(conn, unit.into())?;
        choices.push(Choice::new(code, format!("Cho tập thể {name}")));
    }
    Ok(choices)
}

/// The accepted registrations of one's own and of one's collective that have no dossier yet.
fn ready(conn: &mut Connection, actor: &Actor, year: Year) -> AppResult<Vec<Ready>> {
    let has_dossier = dossiers::table
        .filter(dossiers::registration_id.is_not_null())
        .filter(dossiers::state.ne_all([dossier::State::Withdrawn, dossier::State::Rejected, dossier::State::Revoked]))
        .select(dossiers::registration_id.assume_not_null());
    let found: Vec<(RegistrationId, AwardCode, String)> = registered::table
        .inner_join(subjects::table)
        .filter(registered::subject_id.eq_any(policy::own_subjects(actor)))
        .filter(registered::year.eq(year))
        .filter(registered::state.eq(registration::State::Accepted))
        .filter(registered::id.ne_all(has_dossier))
        .order(registered::id)
        .select((registered::id, registered::award_code, subjects::name))
        .load(conn)?;
    let ready = |(id, award, name): (RegistrationId, AwardCode, String)| Ready {
        address: format!("/dossiers/new?registration={id}"),
        award: ops::award_name(award, year).to_owned(),
        name,
    };
    Ok(found.into_iter().map(ready).collect())
}

/// GET /dossiers/{id}/report/{section}
pub async fn section(
    user: CurrentUser,
    path: web::Path<(DossierId, String)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, code) = path.into_inner();
    let it = load(&db, &user, id).await?;
    let section = section_of(&it, &code)?;
    let kind = it.subject_kind;
    let written = db.read(move |conn| report::written(conn, id, kind)).await?;
    let content = written.into_iter().find(|it| it.section == section).map(|it| it.content).unwrap_or_default();
    let form = SectionForm { content, version: it.version, draft: String::new() };
    page(&section_page(&user, &it, section, form, FieldErrors::default())?)
}

/// A section of the form of this dossier's subject.
pub fn section_of(it: &Found, code: &str) -> AppResult<Section> {
    let section = Section::from_code(code).ok_or(AppError::NotFound)?;
    if Section::of(it.subject_kind).contains(&section) { Ok(section) } else { Err(AppError::NotFound) }
}

/// The section, fresh or with what is wrong.
pub fn section_page(
    user: &CurrentUser,
    it: &Found,
    section: Section,
    form: SectionForm,
    errors: FieldErrors,
) -> AppResult<SectionPage> {
    policy::must(user, Act::OnDossier(DossierAct::Edit, &it.facts))?;
    Ok(SectionPage { shell: Shell::for_page(user, menu_of(user, it)), it: Detail::of(it), section, form, errors })
}
