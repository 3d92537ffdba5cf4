//! POST: judging a criterion.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::JudgementForm;
use super::ops;
use super::pages::{SubjectQuery, seen, subject_page};
use crate::db::{Db, Tx};
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again};

/// POST /people/{code}/eligibility/judgements
pub async fn judge_person(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<JudgementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    judge(request, user, SubjectKind::Person, code.into_inner(), posted, db).await
}

/// POST /units/{code}/eligibility/judgements
pub async fn judge_unit(
    request: HttpRequest,
    user: CurrentUser,
    code: web::Path<String>,
    posted: Posted<JudgementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    judge(request, user, SubjectKind::Unit, code.into_inner(), posted, db).await
}

async fn judge(
    request: HttpRequest,
    user: CurrentUser,
    kind: SubjectKind,
    code: String,
    posted: Posted<JudgementForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (actor, of) = (user.actor.clone(), code.clone());
    let subject = db.read(move |conn| seen(conn, &actor, kind, &of)).await?;
    policy::must(&user, Act::JudgeCriterion(subject))?;
    let form = posted.form;
    let query = SubjectQuery { year: form.year.clone(), award: form.award.clone() };
    let location = ops::address_of(kind, &code, Some((&form.year, &form.award)));
    let saved = match form.parse(subject) {
        Ok(judging) => {
            let verb = move |tx: &mut Tx| ops::judge(tx, &judging).map(|()| location);
            db.carry_out(user.actor.clone(), posted.number, verb).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = saved.map(|location| flash::said(&request, &location, "Đã ghi đánh giá."));
    or_form_again(said, async |errors| subject_page(&user, &db, kind, code, query, form, errors).await).await
}
