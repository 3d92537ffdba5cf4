//! GET: the minutes of a meeting as a paper.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::pages::load;
use super::view::Detail;
use crate::db::Db;
use crate::domain::date::paper_date;
use crate::domain::ids::UnitMeetingId;
use crate::domain::text::upper;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

#[derive(Template)]
#[template(path = "unit_meetings/print.html")]
struct PrintPage {
    shell: Shell,
    head: Letterhead,
    it: Detail,
    /// "ngày 05 tháng 12 năm 2014"
    day: String,
}

/// GET /unit-meetings/{id}/print
pub async fn show(user: CurrentUser, id: web::Path<UnitMeetingId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let whole = load(&db, &user, *id).await?;
    let held_on = whole.meeting.held_on;
    let agency = db.read(move |conn| letterhead(conn, held_on)).await?;
    // The paper is the unit's: the agency stands above it.
    let head = Letterhead { parent: agency.agency.clone(), agency: upper(&whole.meeting.unit_name), ..agency };
    page(&PrintPage {
        shell: Shell::for_page(&user, Menu::UnitMeetings),
        head,
        it: whole.detail(),
        day: paper_date(held_on),
    })
}
