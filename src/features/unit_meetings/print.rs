//! GET: the minutes of a meeting as a paper.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::paper_view::minutes;
use crate::db::Db;
use crate::domain::ids::UnitMeetingId;
use crate::domain::text::upper;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Bundle, Format, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /unit-meetings/{id}/print
pub async fn show(
    user: CurrentUser,
    id: web::Path<ById<UnitMeetingId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let whole = load(&db, &user, id.id).await?;
    let held_on = whole.meeting.held_on;
    let agency = db.read(move |conn| letterhead(conn, held_on)).await?;
    // The paper is the unit's: the agency stands above it.
    let head = Letterhead { parent: agency.agency.clone(), agency: upper(&whole.meeting.unit_name), ..agency };
    let bundle = Bundle {
        title: format!("Biên bản họp bình xét của {}", whole.meeting.unit_name),
        papers: vec![minutes(&head, held_on, whole.detail())],
        empty: "",
        back: format!("/unit-meetings/{}", id.id),
        address: format!("/unit-meetings/{}/print", id.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::UnitMeetings), bundle).await
}
