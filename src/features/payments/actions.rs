//! POST: the check before bonuses are entered as paid, and entering them.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form;
use super::ops::{self, Done};
use super::pages::{Query, back, check_page, index_page};
use super::view::DonePage;
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, page, page_of_conflict, page_with_errors};

/// POST /payments/check: names those that will be entered as paid. It changes nothing.
pub async fn check(user: CurrentUser, posted: Posted<TypedFields>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterPayments)?;
    let typed = posted.form;
    if !typed.of("back").is_empty() {
        return page(&again(&user, &db, typed, FieldErrors::default()).await?);
    }
    let new = match form::parse(&typed) {
        Ok(new) => new,
        Err(errors) => return page_with_errors(&again(&user, &db, typed, errors).await?),
    };
    let (actor, today) = (user.actor.clone(), user.today);
    match db.read(move |conn| ops::judge(conn, &actor, today, &new)).await {
        Ok(judged) => page(&check_page(&user, typed, judged)),
        Err(AppError::Fields(errors)) => page_with_errors(&again(&user, &db, typed, errors).await?),
        Err(other) => Err(other),
    }
}

async fn again(
    user: &CurrentUser,
    db: &Db,
    typed: TypedFields,
    errors: FieldErrors,
) -> AppResult<super::view::IndexPage> {
    let of = |field: &str| typed.of(field).to_owned();
    let query = Query { year: of("year"), decision: of("decision"), state: of("state"), page: of("page") };
    index_page(user, db, query, typed, errors).await
}

/// POST /payments: where all went well, back to the list; else a page says what came of each.
pub async fn create(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<TypedFields>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterPayments)?;
    let typed = posted.form;
    let new = match form::parse(&typed) {
        Ok(new) => new,
        Err(errors) => return page_with_errors(&again(&user, &db, typed, errors).await?),
    };
    let location = back(&typed);
    let (sender, receiver) = std::sync::mpsc::channel::<Done>();
    let work = move |tx: &mut Tx| {
        let done = ops::pay(tx, &new)?;
        let is_nothing_done = done.done.is_empty();
        // The receiver waits below, in this very request.
        let _ = sender.send(done);
        if is_nothing_done { Err(AppError::Illegal) } else { Ok(location) }
    };
    let location = db.carry_out(user.actor.clone(), posted.number, work).await;
    match (location, receiver.try_recv()) {
        (Ok(location), Ok(Done { done, left })) if left.is_empty() => {
            let words = format!("Đã ghi chi thưởng cho {} hồ sơ.", done.len());
            Ok(flash::said(&request, &location, &words))
        }
        (Ok(_), Ok(done)) => page(&done_page(&user, done)),
        (Err(AppError::Illegal), Ok(done)) => page_of_conflict(&done_page(&user, done)),
        (Ok(location), Err(_)) => Ok(flash::said(&request, &location, "Các hồ sơ đã chọn được ghi trước đó.")),
        (Err(AppError::Fields(errors)), _) => page_with_errors(&again(&user, &db, typed, errors).await?),
        (Err(other), _) => Err(other),
    }
}

fn done_page(user: &CurrentUser, Done { done, left }: Done) -> DonePage {
    DonePage { shell: Shell::for_page(user, Menu::Payments), done, left }
}
