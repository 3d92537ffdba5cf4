//! The code after the password: the session knows who typed the right password a moment ago, and nothing else is open to it.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::ops::{self, Answer};
use super::view::CodePage;
use crate::db::Db;
use crate::domain::date;
use crate::domain::role::Roles;
use crate::error::{AppResult, FieldErrors};
use crate::features::account::onward::Onward;
use crate::features::account::pages::{LoginQuery, agency, login_page};
use crate::policy::Actor;
use crate::web::posted::Posted;
use crate::web::{guard, local_path, login_address, page, page_with_errors, percent_encode, see_other, sessions};

#[derive(Debug, Default, Deserialize)]
pub struct LoginCodeForm {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub next: String,
    /// What was typed when the session ended (`web::kept`).
    #[serde(default)]
    pub kept: String,
}

/// GET /login/code
pub async fn show(session: Session, query: web::Query<LoginQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    if sessions::awaited(&session, db.clock.now().naive_utc()).is_none() {
        return Ok(see_other(&login_address(local_path(&query.next))));
    }
    page(&code_page(&session, &db, Onward::of(&query.next, ""), FieldErrors::default()).await?)
}

/// After the right password: on to the page of the code, or, with text to carry on, that page at once.
pub async fn ask_for_code(session: &Session, db: &Db, onward: Onward) -> AppResult<HttpResponse> {
    if onward.kept.is_none() {
        return Ok(see_other(&format!("/login/code?next={}", percent_encode(&onward.next))));
    }
    page(&code_page(session, db, onward, FieldErrors::default()).await?)
}

/// POST /login/code
pub async fn answer(
    request: HttpRequest,
    session: Session,
    posted: Posted<LoginCodeForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let LoginCodeForm { code, next, kept } = posted.form;
    let onward = Onward::of(&next, &kept);
    let Some((account, judged)) = sessions::awaited(&session, db.clock.now().naive_utc()) else {
        return password_again(&session, &db, onward).await;
    };
    if code.trim().is_empty() {
        let errors = FieldErrors::one("code", "Nhập mã đang hiện trên điện thoại, hoặc một mã dự phòng.");
        return page_with_errors(&code_page(&session, &db, onward, errors).await?);
    }
    let address = guard::address_of(&request);
    let (username, full_name) = db.read(move |conn| ops::named(conn, account)).await?;
    let actor = Actor::of_account(account, username, full_name.clone(), Roles::default()).at(address.clone());
    match db.write(actor, move |tx| ops::answer(tx, account, &judged, &code)).await? {
        Answer::Right { stored } => {
            sessions::begin(&session, account, &address, &stored)?;
            onward.arrive(&session, &db, &full_name).await
        }
        Answer::Wrong(words) => {
            page_with_errors(&code_page(&session, &db, onward, FieldErrors::one("code", words)).await?)
        }
        Answer::Gone => {
            session.purge();
            Ok(see_other("/login"))
        }
    }
}

/// The code came too late.
async fn password_again(session: &Session, db: &Db, onward: Onward) -> AppResult<HttpResponse> {
    if onward.kept.is_none() {
        return Ok(see_other(&login_address(&onward.next)));
    }
    let notice = "Mã đến quá muộn. Nhập lại mật khẩu; nội dung đang viết vẫn còn.";
    page(&login_page(session, db, String::new(), onward, FieldErrors::default(), notice).await?)
}

async fn code_page(session: &Session, db: &Db, onward: Onward, errors: FieldErrors) -> AppResult<CodePage> {
    let (agency, _, help_contact, is_demo) = db.read(agency).await?;
    Ok(CodePage {
        agency,
        help_contact,
        is_demo: is_demo.then(|| date::format_date(db.clock.today())),
        token: sessions::token(session)?,
        onward,
        errors,
    })
}
