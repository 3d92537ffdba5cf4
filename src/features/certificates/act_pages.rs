//! GET: the forms of what may be done with one certificate.

use actix_web::{HttpResponse, web};

use super::act::CertificateAct;
use super::form::ActForm;
use super::pages::{head_of, issued};
use super::view::{ActPage, CertificateLine};
use super::{lines, store};
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

/// GET /certificates/awards/{id}/spoiling
pub async fn spoiling(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&act_page(&user, &db, *id, CertificateAct::Spoil, None, FieldErrors::default()).await?)
}

/// GET /certificates/awards/{id}/reissue
pub async fn reissue(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&act_page(&user, &db, *id, CertificateAct::Reissue, None, FieldErrors::default()).await?)
}

/// GET /certificates/awards/{id}/handover
pub async fn hand_over(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&act_page(&user, &db, *id, CertificateAct::HandOver, None, FieldErrors::default()).await?)
}

/// GET /certificates/awards/{id}/return
pub async fn take_back(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&act_page(&user, &db, *id, CertificateAct::TakeBack, None, FieldErrors::default()).await?)
}

/// The form of an act, fresh or with what was typed.
pub async fn act_page(
    user: &CurrentUser,
    db: &Db,
    id: AwardId,
    act: CertificateAct,
    typed: Option<ActForm>,
    errors: FieldErrors,
) -> AppResult<ActPage> {
    policy::must(user, Act::KeepCertificates)?;
    let found = db.read(move |conn| {
        let line = lines::find(conn, id)?;
        let decision = issued(conn, line.decision)?;
        let certificate = line.certificate.as_ref().ok_or(AppError::NotFound)?.id;
        let serials = store::serials(conn, std::slice::from_ref(&line))?;
        let version = history::version(conn, Object::Certificate(certificate))?;
        Ok((decision, serials.into_values().next(), version, line))
    });
    let (decision, serial, version, line) = found.await?;
    if typed.is_none() && act.to(&line).is_none() {
        return Err(AppError::Illegal);
    }
    Ok(ActPage {
        shell: Shell::for_page(user, Menu::Certificates),
        it: head_of(&decision),
        form: typed.unwrap_or_else(|| ActForm::fresh(version, user.today, line.name.clone())),
        line: CertificateLine::of(&line, serial),
        act,
        errors,
    })
}
