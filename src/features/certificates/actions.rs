//! POST: certificates into the book, handed over, spoiled, issued again, taken back.

use actix_web::{HttpRequest, HttpResponse, web};

use super::act::CertificateAct;
use super::act_pages::act_page;
use super::form::{self, ActForm, Done};
use super::lines;
use super::ops::{self, Seen};
use super::pages::{entry_page, handover_page, issued};
use crate::db::{Db, Tx};
use crate::domain::ids::*;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /certificates/decisions/{id}/entry
pub async fn enter(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCertificates)?;
    let (id, typed) = (*id, posted.form);
    db.read(move |conn| issued(conn, id)).await?;
    let count = typed.rows("pick_").count();
    let entered = match form::entry(&typed, id) {
        Ok(new) => {
            let enter = move |tx: &mut Tx| ops::enter(tx, &new).map(|_| format!("/certificates/decisions/{id}"));
            db.carry_out(user.actor.clone(), posted.number, enter).await
        }
        Err(errors) => Err(errors.into()),
    };
    let words = format!("Đã ghi {count} bằng vào sổ vàng. Số sổ vàng có trong bản in.");
    let said = entered.map(|location| flash::said(&request, &location, &words));
    or_form_again(said, async |errors| entry_page(&user, &db, id, typed, errors).await).await
}

/// POST /certificates/decisions/{id}/handover
pub async fn hand_over_many(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<DecisionId>,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCertificates)?;
    let (id, typed) = (*id, posted.form);
    db.read(move |conn| issued(conn, id)).await?;
    let count = typed.rows("pick_").count();
    let handed = match form::handing(&typed) {
        Ok(it) => {
            let hand_over = move |tx: &mut Tx| {
                ops::hand_over_many(tx, id, &it.picked, &it.received_by, it.handed_on)?;
                Ok(format!("/certificates/decisions/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, hand_over).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = handed.map(|location| flash::said(&request, &location, &format!("Đã ghi trao {count} bằng.")));
    or_form_again(said, async |errors| handover_page(&user, &db, id, typed, errors).await).await
}

/// POST /certificates/awards/{id}/spoiling
pub async fn spoil(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, CertificateAct::Spoil).await
}

/// POST /certificates/awards/{id}/reissue
pub async fn reissue(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, CertificateAct::Reissue).await
}

/// POST /certificates/awards/{id}/handover
pub async fn hand_over(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, CertificateAct::HandOver).await
}

/// POST /certificates/awards/{id}/return
pub async fn take_back(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardId>,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    act(request, user, *id, posted, db, CertificateAct::TakeBack).await
}

async fn act(
    request: HttpRequest,
    user: CurrentUser,
    id: AwardId,
    posted: Posted<ActForm>,
    db: web::Data<Db>,
    act: CertificateAct,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepCertificates)?;
    let form = posted.form;
    db.read(move |conn| lines::find(conn, id)).await?;
    let seen = Seen { award: id, version: form.version };
    let done = match form.parse(act) {
        Ok(done) => {
            let carry_out = move |tx: &mut Tx| {
                match done {
                    Done::Spoiled(reason) => ops::spoil(tx, seen, &reason),
                    Done::Reissued(serial, day) => ops::reissue(tx, seen, &serial, day),
                    Done::HandedOver(by, day) => ops::hand_over(tx, seen, &by, day),
                    Done::TakenBack(day) => ops::take_back(tx, seen, day),
                }?;
                Ok(format!("/certificates/awards/{id}"))
            };
            db.carry_out(user.actor.clone(), posted.number, carry_out).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = done.map(|location| flash::said(&request, &location, act.said()));
    or_form_again(said, async |errors| act_page(&user, &db, id, act, Some(form), errors).await).await
}
