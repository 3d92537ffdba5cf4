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
use crate::features::account::pages::{LoginQuery, agency};
use crate::policy::Actor;
use crate::web::posted::Posted;
use crate::web::{guard, local_path, login_address, page, page_with_errors, see_other, sessions};

#[derive(Debug, Default, Deserialize)]
pub struct LoginCodeForm {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub next: String,
}

/// GET /login/code
pub async fn show(session: Session, query: web::Query<LoginQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    if sessions::awaited(&session, db.clock.now().naive_utc()).is_none() {
        return Ok(see_other(&login_address(local_path(&query.next))));
    }
    page(&code_page(&session, &db, &query.next, FieldErrors::default()).await?)
}

/// POST /login/code
pub async fn answer(
    request: HttpRequest,
    session: Session,
    posted: Posted<LoginCodeForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let LoginCodeForm { code, next } = posted.form;
    let Some(account) = sessions::awaited(&session, db.clock.now().naive_utc()) else {
        return Ok(see_other(&login_address(local_path(&next))));
    };
    if code.trim().is_empty() {
        let errors = FieldErrors::one("code", "Nhập mã đang hiện trên điện thoại, hoặc một mã dự phòng.");
        return page_with_errors(&code_page(&session, &db, &next, errors).await?);
    }
    let address = guard::address_of(&request);
    let (username, full_name) = db.read(move |conn| ops::named(conn, account)).await?;
    let actor = Actor::of_account(account, username, full_name, Roles::default()).at(address.clone());
    let from = address.clone();
    match db.write(actor, move |tx| ops::answer(tx, account, &code, &from)).await? {
        Answer::Right => {
            sessions::begin(&session, account, &address)?;
            Ok(see_other(local_path(&next)))
        }
        Answer::Wrong(words) => {
            page_with_errors(&code_page(&session, &db, &next, FieldErrors::one("code", words)).await?)
        }
        Answer::Gone => {
            session.purge();
            Ok(see_other("/login"))
        }
    }
}

async fn code_page(session: &Session, db: &Db, next: &str, errors: FieldErrors) -> AppResult<CodePage> {
    let (agency, _, help_contact, is_demo) = db.read(agency).await?;
    Ok(CodePage {
        agency,
        help_contact,
        is_demo: is_demo.then(|| date::format_date(db.clock.today())),
        token: sessions::token(session)?,
        next: local_path(next).to_owned(),
        errors,
    })
}
