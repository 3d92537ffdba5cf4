//! GET: the check before the minutes are closed.

use actix_web::{HttpResponse, web};

use super::ops::{self, present};
use super::pages::{Whole, load_open};
use super::view::*;
use crate::db::Db;
use crate::domain::ids::UnitMeetingId;
use crate::error::{AppResult, FieldErrors};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /unit-meetings/{id}/closing: what would become of each line, or what is still missing.
pub async fn check(user: CurrentUser, id: web::Path<UnitMeetingId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&check_page(&user, &db, *id, FieldErrors::default()).await?)
}

pub async fn check_page(user: &CurrentUser, db: &Db, id: UnitMeetingId, errors: FieldErrors) -> AppResult<CheckPage> {
    let Whole { meeting, attendees, lines } = load_open(db, user, id).await?;
    let (year, there) = (meeting.year, present(&attendees));
    let it = Detail::of(&meeting, &attendees, &lines);
    let errors = if errors.is_empty() { ops::missing(&meeting, &lines) } else { errors };
    let lines = db.read(move |conn| {
        let line = |line: &ops::Line| Ok(CheckLine::of(line, year, there, ops::becomes(conn, year, line, there)?));
        lines.iter().map(line).collect::<AppResult<Vec<_>>>()
    });
    Ok(CheckPage { shell: Shell::for_page(user, Menu::UnitMeetings), it, errors, lines: lines.await? })
}
