//! POST: ask for a correction, answer one.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{AnswerForm, CorrectionForm};
use super::ops;
use super::pages::{own_page, show_page};
use crate::db::{Db, Tx};
use crate::domain::ids::CorrectionRequestId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::{Posted, carry_out};
use crate::web::{flash, or_form_again};

/// POST /account/data/corrections
pub async fn ask(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<CorrectionForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let form = posted.form;
    let ask = |tx: &mut Tx, words: String| ops::ask(tx, &words).map(|_| ());
    let asked = carry_out(&user, &db, posted.number, form.parse(), "/account/data".to_owned(), ask).await;
    let words = "Đã gửi đề nghị tới thường trực. Trả lời hiện ở trang này.";
    let said = asked.map(|location| flash::said(&request, &location, words));
    or_form_again(said, async |errors| own_page(&user, &db, form, errors).await).await
}

/// POST /corrections/{id}/answer
pub async fn answer(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<CorrectionRequestId>,
    posted: Posted<AnswerForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::AnswerCorrections)?;
    let (id, form) = (*id, posted.form);
    let answer = move |tx: &mut Tx, words: String| ops::answer(tx, id, &words);
    let answered = carry_out(&user, &db, posted.number, form.parse(), "/corrections".to_owned(), answer).await;
    let said = answered.map(|location| flash::said(&request, &location, "Đã trả lời đề nghị."));
    or_form_again(said, async |errors| show_page(&user, &db, id, form, errors).await).await
}
