//! GET: the decisions of a year and how far their certificates are, those of one decision, one certificate, and the forms.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::act::CertificateAct;
use super::entering::can_enter;
use super::lines::{self, Filter, Line};
use super::store::{self, Of};
use super::view::*;
use super::{drawing, printing, template_store};
use crate::db::{Connection, Db};
use crate::domain::certificate::State;
use crate::domain::date::format_date;
use crate::domain::decision;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::decisions::ops::{self as decisions, Found as Decision};
use crate::features::dossiers::ops::award_name;
use crate::features::years;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::paging::{PAGE_SIZE, Paging, page_number};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub award: String,
    #[serde(default)]
    pub page: String,
}

/// GET /certificates
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let templates = template_store::all(conn)?;
        let mut sums: HashMap<DecisionId, store::Counts> = HashMap::new();
        for ((decision, award), counts) in store::counts(conn, Of::Year(year))? {
            if templates.get(&award).is_some_and(|it| it.is_in_use) {
                sums.entry(decision).or_default().add(&counts);
            }
        }
        Ok((year, years::ops::choices(conn)?, store::decisions_of(conn, year)?, sums))
    });
    let (year, years, decisions, sums) = found.await?;
    let line = |(id, number, day, abstract_line): (DecisionId, String, _, String)| {
        let sums = Sums::of(sums.get(&id)?);
        let address = format!("/certificates/decisions/{id}");
        Some(DecisionLine { address, number, decided_on: format_date(day), abstract_line, sums })
    };
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Certificates),
        year: year.to_string(),
        years,
        lines: decisions.into_iter().filter_map(line).collect(),
    })
}

/// An issued decision of the head of the agency.
pub fn issued(conn: &mut Connection, id: DecisionId) -> AppResult<Decision> {
    let found = decisions::find(conn, id)?;
    if found.own && found.state != decision::State::Draft { Ok(found) } else { Err(AppError::NotFound) }
}

pub fn head_of(it: &Decision) -> Head {
    Head {
        id: it.id.to_string(),
        number: it.number.clone().unwrap_or_default(),
        decided_on: it.decided_on.map_or_else(String::new, format_date),
        year: it.year.to_string(),
        is_in_force: it.state != decision::State::Revoked,
    }
}

/// GET /certificates/decisions/{id}
pub async fn show_decision(
    user: CurrentUser,
    id: web::Path<DecisionId>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    let id = *id;
    let found = db.read(move |conn| {
        let decision = issued(conn, id)?;
        let total = lines::count(conn, id, None)?;
        let paging = Paging::new(&head_of(&decision).address(""), &[], page_number(&query.page), total);
        let lines = lines::of_decision(conn, id, Filter::default(), PAGE_SIZE, paging.offset())?;
        let serials = store::serials(conn, &lines)?;
        Ok((decision, paging, lines, serials, store::counts(conn, Of::Decision(id))?, template_store::all(conn)?))
    });
    let (decision, paging, lines, mut serials, counts, templates) = found.await?;
    let mut awards: Vec<_> = counts.into_iter().map(|((_, award), counts)| (award, counts)).collect();
    awards.sort_by_key(|(award, _)| *award);
    let of_award = |(award, counts): (AwardCode, store::Counts)| OfAward {
        code: award.code().to_owned(),
        name: award_name(award, decision.year).to_owned(),
        has_stock: templates.get(&award).is_some_and(|it| it.is_in_use),
        sums: Sums::of(&counts),
    };
    let line = |line: &Line| {
        let serial = line.certificate.as_ref().and_then(|it| serials.remove(&it.id));
        CertificateLine::of(line, serial)
    };
    page(&DecisionPage {
        shell: Shell::for_page(&user, Menu::Certificates),
        it: head_of(&decision),
        awards: awards.into_iter().map(of_award).collect(),
        lines: lines.iter().map(line).collect(),
        paging,
        can_keep: policy::may(&user, Act::KeepCertificates),
    })
}

/// GET /certificates/decisions/{id}/entry
pub async fn entry(
    user: CurrentUser,
    id: web::Path<DecisionId>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("award", query.award.clone());
    form.set("printed_on", format_date(user.today));
    page(&entry_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// The form as first shown, or with what was typed.
pub async fn entry_page(
    user: &CurrentUser,
    db: &Db,
    id: DecisionId,
    mut form: TypedFields,
    errors: FieldErrors,
) -> AppResult<EntryPage> {
    policy::must(user, Act::KeepCertificates)?;
    let asked = AwardCode::from_code(form.of("award"));
    let found = db.read(move |conn| {
        let decision = issued(conn, id)?;
        let counts = store::counts(conn, Of::Decision(id))?;
        let mut missing = counts.iter().filter(|(_, it)| it.missing() > 0).map(|((_, award), _)| *award);
        let award = asked.or_else(|| missing.by_ref().min()).ok_or(AppError::Illegal)?;
        let filter = Filter { award: Some(award), only_missing: true, ..Filter::default() };
        let lines = lines::of_decision(conn, id, filter, PAGE_SIZE, 0)?;
        let missing = counts.get(&(id, award)).map_or(0, store::Counts::missing);
        Ok((decision, award, lines, missing))
    });
    let (decision, award, lines, missing) = found.await?;
    if decision.state == decision::State::Revoked {
        return Err(AppError::Illegal);
    }
    let is_fresh = errors.is_empty();
    form.set("award", award.code());
    Ok(EntryPage {
        shell: Shell::for_page(user, Menu::Certificates),
        it: head_of(&decision),
        award_code: award.code().to_owned(),
        award: award_name(award, decision.year).to_owned(),
        more: (missing - lines.len() as i64).max(0),
        lines: lines.iter().map(|line| CertificateLine::picked(line, 0, &form, is_fresh)).collect(),
        form,
        errors,
    })
}

/// GET /certificates/decisions/{id}/handover
pub async fn handover(user: CurrentUser, id: web::Path<DecisionId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("handed_on", format_date(user.today));
    page(&handover_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

/// The form as first shown, or with what was typed.
pub async fn handover_page(
    user: &CurrentUser,
    db: &Db,
    id: DecisionId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<HandoverPage> {
    policy::must(user, Act::KeepCertificates)?;
    let found = db.read(move |conn| {
        let decision = issued(conn, id)?;
        let filter = Filter { in_state: Some(State::Printed), ..Filter::default() };
        let lines = lines::of_decision(conn, id, filter, PAGE_SIZE, 0)?;
        let counts = store::counts(conn, Of::Decision(id))?;
        let printed: i64 = counts.values().map(|it| it.of(State::Printed)).sum();
        let (versions, serials) = (store::versions(conn, &lines)?, store::serials(conn, &lines)?);
        Ok((decision, lines, versions, serials, printed))
    });
    let (decision, lines, versions, serials, printed) = found.await?;
    let is_fresh = errors.is_empty();
    let line = |line: &Line| {
        let id = line.certificate.as_ref().map_or(CertificateId(0), |it| it.id);
        let version = versions.get(&id).copied().unwrap_or_default();
        let serial = serials.get(&id).cloned().unwrap_or_default();
        CertificateLine { serial, ..CertificateLine::picked(line, version, &form, is_fresh) }
    };
    Ok(HandoverPage {
        shell: Shell::for_page(user, Menu::Certificates),
        it: head_of(&decision),
        more: (printed - lines.len() as i64).max(0),
        lines: lines.iter().map(line).collect(),
        form,
        errors,
    })
}

/// GET /certificates/awards/{id}
pub async fn show(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    let id = *id;
    let found = db.read(move |conn| {
        let line = lines::find(conn, id)?;
        let decision = issued(conn, line.decision)?;
        let common = printing::common_of(conn, &decision)?;
        let template = template_store::find(conn, line.award)?.template;
        let certificate = line.certificate.as_ref().map(|it| it.id);
        let blanks = store::blanks_of(conn, certificate.as_slice())?;
        let history = match certificate {
            Some(id) => history::of(conn, Object::Certificate(id))?,
            None => Vec::new(),
        };
        Ok((line, decision, common, template, blanks, history))
    });
    let (line, decision, common, template, blanks, history) = found.await?;
    let can_keep = policy::may(&user, Act::KeepCertificates);
    let serial = blanks.last().map(|it| it.serial.clone());
    let can_do = |act: &CertificateAct| can_keep && act.to(&line).is_some();
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Certificates),
        it: head_of(&decision),
        sheet: drawing::certificate(&template, &common, &line, (0.0, 0.0)),
        blanks: blanks.iter().map(BlankLine::of).collect(),
        acts: CertificateAct::ALL.into_iter().filter(can_do).collect(),
        can_enter: can_keep && can_enter(&line),
        line: CertificateLine::of(&line, serial),
        history,
    })
}
