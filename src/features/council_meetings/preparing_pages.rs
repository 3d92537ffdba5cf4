//! GET: the agenda, the members, who must not vote on what.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::agenda_store;
use super::meeting::Meeting;
use super::pages::load;
use super::preparing_view::*;
use super::view::*;
use crate::db::Db;
use crate::domain::council_meeting::ConflictKind;
use crate::domain::ids::*;
use crate::domain::law::{AwardCode, catalogue};
use crate::domain::number;
use crate::error::{AppResult, FieldErrors};
use crate::features::dossiers::ops::award_name;
use crate::features::settings;
use crate::policy::{self, Act, MeetingAct, Scope};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<CouncilMeetingId>;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    award: String,
}

/// GET /council-meetings/{id}/agenda
pub async fn agenda(user: CurrentUser, id: Id, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let mut form = TypedFields::default();
    form.set("award", query.into_inner().award);
    page(&agenda_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn agenda_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<AgendaPage> {
    let (meeting, version) = load(db, user, id).await?;
    let can_prepare = policy::may(user, Act::OnMeeting(MeetingAct::Prepare, &meeting.facts()));
    let (year, award) = (meeting.row.year, form.of("award").to_owned());
    let asked = AwardCode::from_code(&award);
    let candidates =
        if can_prepare { db.read(move |conn| agenda_store::candidates(conn, year, asked)).await? } else { Vec::new() };
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    Ok(AgendaPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        it: Detail::of(&meeting, version),
        lines: meeting.items.iter().map(|(item, _)| AgendaLine::of(&meeting, item)).collect(),
        candidates: candidates.iter().map(|item| AgendaLine::of(&meeting, item)).collect(),
        award,
        awards: awards.into_iter().map(|code| Choice::new(code.code(), award_name(code, year))).collect(),
        can_prepare,
        opens_dossiers: policy::dossiers_of(user) == Scope::All,
        form,
        errors,
    })
}

/// GET /council-meetings/{id}/members
pub async fn members(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&members_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn members_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<MembersPage> {
    let (meeting, version) = load(db, user, id).await?;
    Ok(MembersPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        can_prepare: policy::may(user, Act::OnMeeting(MeetingAct::Prepare, &meeting.facts())),
        members: meeting.members.iter().map(|member| MemberLine::of(member, &form)).collect(),
        it: Detail::of(&meeting, version),
        ways: way_choices(),
        quorum: quorum_words(&meeting),
        errors,
    })
}

/// Whether enough are there, by the custom for meetings on awards: "Có mặt 8/9 (88,9%); thông lệ cần từ 80%."
pub fn quorum_words(meeting: &Meeting) -> String {
    let (present, all) = (meeting.present() as i64, meeting.members.len() as i64);
    let asked = catalogue().council.quorum_for_award_meeting;
    let share = number::format_percent(number::percent(present, all), 1);
    let is_reached = crate::domain::ratio::Ratio::new(present, all).is_some_and(|share| share >= asked);
    let asked = number::format_percent(asked.percent(), 0);
    let said = if is_reached { "đủ" } else { "chưa đủ" };
    format!("Có mặt {present}/{all} thành viên ({share}), {said} theo thông lệ từ {asked}.")
}

/// GET /council-meetings/{id}/conflicts
pub async fn conflicts(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&conflicts_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn conflicts_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ConflictsPage> {
    let (meeting, version) = load(db, user, id).await?;
    let least = db.read(|conn| Ok(settings::ops::agency(conn)?.least_boxes)).await?;
    let facts = meeting.facts();
    let declares = |person| policy::may(user, Act::OnMeeting(MeetingAct::Declare(person), &facts));
    let members = meeting.members.iter().filter(|member| declares(member.person));
    let mut conflicts = Vec::new();
    for conflict in &meeting.conflicts {
        let (member, item) = (meeting.member(conflict.person)?, meeting.item(conflict.dossier)?);
        let is_declared = conflict.kind == ConflictKind::Declared;
        let can_remove = is_declared && declares(conflict.person);
        conflicts.push(ConflictLine {
            member: member.name.clone(),
            line: format!("{}, {}", item.name, award_name(item.award, meeting.row.year)),
            why: if is_declared { conflict.reason.clone() } else { conflict.kind.word().to_owned() },
            removal: if can_remove { format!("/council-meetings/{id}/conflicts/removal") } else { String::new() },
            person: conflict.person.to_string(),
            dossier: conflict.dossier.to_string(),
        });
    }
    let line = |item: &agenda_store::Item| {
        Choice::new(item.dossier.to_string(), format!("{}, {}", item.name, award_name(item.award, meeting.row.year)))
    };
    Ok(ConflictsPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        members: members.map(|it| Choice::new(it.person.to_string(), it.name.as_str())).collect(),
        lines: meeting.items.iter().map(|(item, _)| line(item)).collect(),
        warnings: warnings(&meeting, least),
        it: Detail::of(&meeting, version),
        conflicts,
        form,
        errors,
    })
}
