//! POST: the check before the votes are entered, and entering them.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form;
use super::ops;
use super::pages::{check_page, form_page};
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::{flash, or_form_again, page, page_with_errors};

/// POST /council-results/check: says what will become of each dossier. It changes nothing; it is a POST because
/// the votes of a meeting are more than an address can carry.
pub async fn check(user: CurrentUser, posted: Posted<TypedFields>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordCouncilResult)?;
    let typed = posted.form;
    if !typed.of("back").is_empty() {
        return page(&form_page(&user, &db, typed, FieldErrors::default()).await?);
    }
    let new = match form::parse(&typed) {
        Ok(new) => new,
        Err(errors) => return page_with_errors(&form_page(&user, &db, typed, errors).await?),
    };
    let (actor, today, asked) = (user.actor.clone(), user.today, new.clone());
    match db.read(move |conn| ops::judge(conn, &actor, today, &asked)).await {
        Ok(judged) => page(&check_page(&user, &db, typed, &new, &judged).await?),
        Err(AppError::Fields(errors)) => page_with_errors(&form_page(&user, &db, typed, errors).await?),
        Err(other) => Err(other),
    }
}

/// POST /council-results
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::RecordCouncilResult)?;
    let typed = posted.form;
    let recorded = match form::parse(&typed) {
        Ok(new) => {
            let record = move |tx: &mut Tx| Ok(format!("/council-results/{}", ops::record(tx, &new)?));
            db.carry_out(user.actor.clone(), posted.number, record).await
        }
        Err(errors) => Err(errors.into()),
    };
    let said = recorded.map(|location| flash::said(&request, &location, "Đã ghi kết quả họp Hội đồng."));
    or_form_again(said, async |errors| form_page(&user, &db, typed, errors).await).await
}
