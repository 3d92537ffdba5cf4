//! GET: one account, with all that can be done about it.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;

use super::pages::line_of;
use super::view::Line;
use crate::db::{Connection, Db};
use crate::domain::date::format_date_time;
use crate::error::AppResult;
use crate::features::account::roles::ops as roles;
use crate::features::account::view::SessionLine;
use crate::features::account::{ops, store};
use crate::policy::{self, Act, Actor};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

#[derive(Template)]
#[template(path = "account/admin/show.html")]
struct ShowPage {
    shell: Shell,
    line: Line,
    /// Code and position of the person whose account it is.
    person: Option<(String, String)>,
    created: String,
    /// Empty where it is the first one.
    password_set: String,
    /// Until when the password serves that was given; empty for one that was chosen.
    one_time_until: String,
    wrong_tries: i64,
    is_waiting: bool,
    /// What is asked for and waits for an answer: the request's address, and the roles.
    asked: Option<(String, String)>,
    sessions: Vec<SessionLine>,
}

/// GET /admin/accounts/{username}
pub async fn show(user: CurrentUser, username: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepAccounts)?;
    let (actor, shell) = (user.actor.clone(), Shell::for_page(&user, Menu::Accounts));
    let now = db.clock.now().naive_utc();
    page(&db.read(move |conn| found(conn, &actor, shell, &username, now)).await?)
}

fn found(
    conn: &mut Connection,
    actor: &Actor,
    shell: Shell,
    username: &str,
    now: NaiveDateTime,
) -> AppResult<ShowPage> {
    let (line, id) = line_of(conn, actor, username)?;
    let details = ops::details(conn, id)?;
    let (wrong_tries, is_waiting) = ops::wrong_tries(conn, username, now)?;
    let asked = roles::open_of(conn, id)?;
    let sessions = store::sessions_of(conn, id)?;
    let moment = |at: Option<NaiveDateTime>| at.map_or_else(String::new, |at| format_date_time(at.and_utc()));
    Ok(ShowPage {
        shell,
        person: details.person,
        created: moment(Some(details.created_at)),
        password_set: moment(details.password_set_at),
        one_time_until: moment(details.one_time_until),
        wrong_tries,
        is_waiting,
        asked: asked.map(|it| (format!("/role-requests/{}", it.id), it.wanted().to_string())),
        sessions: sessions.into_iter().map(SessionLine::of).collect(),
        line,
    })
}
