//! GET: the results with what the chair decides.

use actix_web::{HttpResponse, web};

use super::concluding_view::*;
use super::pages::load;
use super::proposal::Proposals;
use super::view::Detail;
use crate::db::Db;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act, MeetingAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /council-meetings/{id}/conclusion
pub async fn conclusion(
    user: CurrentUser,
    id: web::Path<CouncilMeetingId>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&conclusion_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn conclusion_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ConclusionPage> {
    let (meeting, version) = load(db, user, id).await?;
    let can_conclude = policy::may(user, Act::OnMeeting(MeetingAct::Conclude, &meeting.facts()));
    let it = Detail::of(&meeting, version);
    let typed = form.clone();
    let shown = db.read(move |conn| {
        let proposals = Proposals::of(conn, &meeting)?;
        let lines: Vec<_> = proposals.lines.iter().map(|it| ConclusionLine::of(&meeting, it, &typed)).collect();
        let room = proposals.room.map_or_else(String::new, |room| room_words(&room, &meeting));
        Ok((lines, room))
    });
    let (lines, room) = shown.await?;
    Ok(ConclusionPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        it,
        lines,
        room,
        can_conclude,
        form,
        errors,
    })
}
