//! GET: the results with what the chair decides.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::view::*;
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
    Ok(ConclusionPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        lines: ResultLine::all(&meeting, &form),
        can_conclude: policy::may(user, Act::OnMeeting(MeetingAct::Conclude, &meeting.facts())),
        it: Detail::of(&meeting, version),
        form,
        errors,
    })
}
