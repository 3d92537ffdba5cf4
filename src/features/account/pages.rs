//! GET: the login, one's password, one's sessions, one's record.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use diesel::prelude::*;
use serde::Deserialize;

use super::login_rules;
use super::onward::Onward;
use super::store;
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date;
use crate::domain::ids::SubjectId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::schema::{agencies, installations, subjects};
use crate::web::current_user::{CurrentUser, PasswordChanger};
use crate::web::kept::Kept;
use crate::web::shell::{Menu, Shell};
use crate::web::{local_path, page, percent_encode, see_other, sessions};

#[derive(Deserialize)]
pub struct LoginQuery {
    #[serde(default)]
    pub next: String,
}

/// GET /login
pub async fn login(
    request: HttpRequest,
    session: Session,
    query: web::Query<LoginQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    if session.get::<i64>(sessions::ACCOUNT).ok().flatten().is_some() {
        return Ok(see_other(local_path(&query.next)));
    }
    let notice = if request.cookie(sessions::COOKIE).is_some() && !query.next.is_empty() {
        "Phiên làm việc đã hết do không thao tác. Đăng nhập lại để tiếp tục."
    } else {
        ""
    };
    let onward = Onward::of(&query.next, "");
    page(&login_page(&session, &db, String::new(), onward, FieldErrors::default(), notice).await?)
}

/// The login page, fresh or with what is wrong.
pub async fn login_page(
    session: &Session,
    db: &Db,
    username: String,
    onward: Onward,
    errors: FieldErrors,
    notice: &'static str,
) -> AppResult<LoginPage> {
    let (agency, parent, help_contact, is_demo) = db.read(agency).await?;
    let idle_minutes = db.read(login_rules::current).await?.idle_minutes;
    Ok(LoginPage {
        agency,
        parent,
        help_contact,
        idle_minutes,
        is_demo: is_demo.then(|| date::format_date(db.clock.today())),
        token: sessions::token(session)?,
        username,
        onward,
        errors,
        notice,
    })
}

/// Name, superior, whom to ask, and whether it is a sample: what the pages before the login say.
pub fn agency(conn: &mut Connection) -> AppResult<(String, String, String, bool)> {
    let row: Option<(String, String, String)> = agencies::table
        .inner_join(subjects::table.on(subjects::id.eq(agencies::unit_id)))
        .select((subjects::name, agencies::parent_name, agencies::help_contact))
        .first(conn)
        .optional()?;
    let kind: Option<String> = installations::table.select(installations::kind).first(conn).optional()?;
    let (name, parent, help) = row.unwrap_or_default();
    Ok((name, parent, help, kind.is_some_and(|kind| kind != "department")))
}

/// GET /account/password
pub async fn password(user: PasswordChanger, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&password_page(&user.0, &db, FieldErrors::default(), None).await?)
}

/// The form, fresh or with what is wrong; it carries on what was typed before it.
pub async fn password_page(
    user: &CurrentUser,
    db: &Db,
    errors: FieldErrors,
    kept: Option<Kept>,
) -> AppResult<PasswordPage> {
    let rules = db.read(login_rules::current).await?;
    let mixture =
        if rules.needs_mixture { " Đủ chữ hoa, chữ thường, chữ số và ký tự khác." } else { "" };
    let hint = format!(
        "Từ {} đến {} ký tự. Có thể dùng một câu dễ nhớ, có dấu cách.{mixture}",
        rules.least_length,
        super::password::LONGEST
    );
    Ok(PasswordPage { shell: Shell::for_page(user, Menu::Elsewhere), errors, hint, kept })
}

/// GET /account/sessions
pub async fn my_sessions(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let account = user.account.ok_or(AppError::NotFound)?;
    let rows = db.read(move |conn| store::sessions_of(conn, account)).await?;
    let sessions = rows.into_iter().map(SessionLine::of).collect();
    page(&SessionsPage { shell: Shell::for_page(&user, Menu::Elsewhere), sessions })
}

/// GET /account/record: one's own page among the people.
pub async fn record(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let person = user.person.ok_or(AppError::NotFound)?;
    to_subject(&db, "/people", person.into()).await
}

/// GET /account/unit: the page of one's unit.
pub async fn unit(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let unit = user.unit.ok_or(AppError::NotFound)?;
    to_subject(&db, "/units", unit.into()).await
}

async fn to_subject(db: &Db, list: &str, subject: SubjectId) -> AppResult<HttpResponse> {
    let code: String =
        db.read(move |conn| Ok(subjects::table.find(subject).select(subjects::code).first(conn)?)).await?;
    Ok(see_other(&format!("{list}/{}", percent_encode(&code))))
}
