//! GET: the minutes of a meeting as a paper.

use actix_web::{HttpResponse, web};

use super::ops::State;
use super::pages::load;
use super::paper_view::{minutes, values_of};
use super::store;
use crate::db::Db;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::UnitMeetingId;
use crate::domain::text::upper;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Bundle, Format, Sample, answer};
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
    let written = written(&user, &db, id.id, None).await?;
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/unit-meetings/{}", id.id),
        address: format!("/unit-meetings/{}/print", id.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::UnitMeetings), bundle).await
}

/// The newest minutes, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    match db.read(store::newest).await? {
        Some(id) => written(user, db, id, Some(words)).await.map(Some),
        None => Ok(None),
    }
}

async fn written(user: &CurrentUser, db: &Db, id: UnitMeetingId, words: Option<Wording>) -> AppResult<Sample> {
    let whole = load(db, user, id).await?;
    let held_on = whole.meeting.held_on;
    let closed = Issued { object: Object::UnitMeeting(id), by: EventKind::UnitMeetingClosed, day: held_on };
    let issued = (whole.meeting.state == State::Closed).then_some(closed);
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::UnitMinutes, issued, held_on), Ok)?;
        Ok((letterhead(conn, held_on)?, words))
    });
    let (agency, words) = found.await?;
    // The paper is the unit's: the agency stands above it.
    let head = Letterhead { parent: agency.agency.clone(), agency: upper(&whole.meeting.unit_name), ..agency };
    let detail = whole.detail();
    let said = words.with(values_of(held_on, &detail));
    Ok(Sample {
        of: format!("Biên bản họp bình xét của {}", whole.meeting.unit_name),
        papers: vec![minutes(&head, detail, &said)],
        missing: said.missing(),
    })
}
