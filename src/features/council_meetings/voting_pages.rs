//! GET: start the vote, vote, follow the turnout, count paper, close, open, void.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::ballot_view::*;
use super::meeting::Meeting;
use super::pages::load;
use super::view::{Detail, warnings};
use super::{ballot_store, voting};
use crate::ballot_box;
use crate::data_folder::ballot_keys::BallotKeys;
use crate::db::Db;
use crate::domain::council_meeting::{State, Way};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::settings;
use crate::policy::{self, Act, MeetingAct};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::shell::{Menu, Shell};
use crate::web::{page, see_other};

type Id = web::Path<CouncilMeetingId>;

/// Seconds after which the page of the turnout looks again by itself (static/js/every.js).
const AGAIN_IN: u32 = 10;

/// A meeting on which the reader may do this now, with its version.
async fn load_for(
    db: &Db,
    user: &CurrentUser,
    id: CouncilMeetingId,
    act: MeetingAct,
) -> AppResult<(Meeting, Detail, Shell)> {
    let (meeting, version) = load(db, user, id).await?;
    policy::must(user, Act::OnMeeting(act, &meeting.facts()))?;
    let detail = Detail::of(&meeting, version);
    Ok((meeting, detail, Shell::for_page(user, Menu::CouncilMeetings)))
}

/// GET /ballots: on to the ballot that waits for the reader, or to the boxes he opens.
pub async fn own(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let person = user.person.ok_or(AppError::Denied)?;
    match db.read(move |conn| ballot_store::own(conn, person)).await? {
        Some((meeting, act)) => Ok(see_other(&format!("/council-meetings/{meeting}/{act}"))),
        None => page(&NoBallotPage { shell: Shell::for_page(&user, Menu::Home) }),
    }
}

/// GET /council-meetings/{id}/start
pub async fn start(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (meeting, _) = load(&db, &user, *id).await?;
    let mut form = TypedFields::default();
    // The chair and whoever comes after him.
    let on_screen = meeting.members.iter().filter(|member| member.way == Way::Screen);
    for (field, member) in ["holder_one", "holder_two"].into_iter().zip(on_screen) {
        form.set(field, member.person.to_string());
    }
    page(&start_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn start_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<StartPage> {
    let (meeting, it, shell) = load_for(db, user, id, MeetingAct::Start).await?;
    let least = db.read(|conn| Ok(settings::ops::agency(conn)?.least_boxes)).await?;
    let missing = voting::missing_to_start(&meeting, least);
    let on_screen = meeting.members.iter().filter(|member| member.way == Way::Screen);
    Ok(StartPage {
        holders: on_screen.map(|member| Choice::new(member.person.to_string(), member.name.as_str())).collect(),
        warnings: warnings(&meeting, least).into_iter().filter(|words| !missing.contains(words)).collect(),
        suggested: [ballot_box::suggested(), ballot_box::suggested()].into_iter().flatten().collect(),
        sheets: meeting.plan().len(),
        shell,
        it,
        missing,
        form,
        errors,
    })
}

/// GET /council-meetings/{id}/ballot
pub async fn ballot(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&ballot_page(&user, &db, *id, &TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn ballot_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: &TypedFields,
    errors: FieldErrors,
) -> AppResult<BallotPage> {
    let (meeting, it, shell) = load_to_vote(db, user, id).await?;
    Ok(BallotPage { shell, it, sheets: BallotSheet::all(&meeting, user.person, form)?, errors })
}

/// The meeting for somebody on its roll; whoever has voted is told so.
pub async fn load_to_vote(db: &Db, user: &CurrentUser, id: CouncilMeetingId) -> AppResult<(Meeting, Detail, Shell)> {
    let (meeting, _) = load(db, user, id).await?;
    let mine = user.person.map(|person| meeting.sheets_for(person)).unwrap_or_default();
    if !mine.is_empty() && mine.iter().all(|(_, voted)| *voted) {
        return Err(AppError::AlreadyVoted);
    }
    if !mine.is_empty() && meeting.row.state != State::Voting {
        return Err(AppError::Illegal);
    }
    load_for(db, user, id, MeetingAct::Cast).await
}

/// What was chosen, before it is sent for good.
pub fn check_page(
    meeting: &Meeting,
    it: Detail,
    shell: Shell,
    member: PersonId,
    form: &TypedFields,
) -> AppResult<BallotCheckPage> {
    Ok(BallotCheckPage { shell, it, sheets: BallotSheet::all(meeting, Some(member), form)? })
}

/// GET /council-meetings/{id}/ballot/done: shows no choices.
pub async fn done(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (meeting, version) = load(&db, &user, *id).await?;
    let mine = user.person.map(|person| meeting.sheets_for(person)).unwrap_or_default();
    if !mine.iter().any(|(_, voted)| *voted) {
        return Err(AppError::NotFound);
    }
    let shell = Shell::for_page(&user, Menu::CouncilMeetings);
    page(&BallotDonePage { shell, it: Detail::of(&meeting, version) })
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    still: String,
}

/// GET /council-meetings/{id}/turnout: looks again by itself, unless it is told not to.
pub async fn turnout(
    user: CurrentUser,
    id: Id,
    query: web::Query<Query>,
    db: web::Data<Db>,
    keys: web::Data<BallotKeys>,
) -> AppResult<HttpResponse> {
    let (meeting, version) = load(&db, &user, *id).await?;
    let is_voting = meeting.row.state == State::Voting;
    let sheets = BallotSheet::all(&meeting, None, &TypedFields::default())?;
    let line = |(sheet, words): (&super::ballot_store::Sheet, BallotSheet)| TurnoutLine {
        ordinal: sheet.ordinal,
        lines: words.lines.len(),
        left_out: words.left_out,
        voted: meeting.roll_of(sheet.id).filter(|it| it.voted).count(),
        all: meeting.roll_of(sheet.id).count(),
        paper: sheet.paper_issued,
        written: sheet.written,
    };
    page(&TurnoutPage {
        shell: Shell::for_page(&user, Menu::CouncilMeetings),
        again_in: if is_voting && query.still.is_empty() { AGAIN_IN } else { 0 },
        lines: meeting.sheets.iter().zip(sheets).map(line).collect(),
        key_is_gone: key_is_gone(&meeting, &keys),
        it: Detail::of(&meeting, version),
    })
}

/// A ballot that goes on without its key cannot be opened any more: it has to be voided.
fn key_is_gone(meeting: &Meeting, keys: &BallotKeys) -> bool {
    let needs_key = matches!(meeting.row.state, State::Voting | State::Closed);
    needs_key && meeting.ballot.as_ref().is_some_and(|it| it.public_key.is_some() && !keys.has(it.id))
}

/// GET /council-meetings/{id}/counts
pub async fn counts(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (meeting, _) = load(&db, &user, *id).await?;
    let mut form = TypedFields::default();
    for sheet in meeting.sheets.iter().filter(|sheet| sheet.paper_invalid.is_some()) {
        let invalid = sheet.paper_invalid.unwrap_or(0);
        form.set(format!("returned_{}", sheet.id), sheet.paper_issued.to_string());
        form.set(format!("valid_{}", sheet.id), (sheet.paper_issued - invalid).to_string());
        form.set(format!("invalid_{}", sheet.id), invalid.to_string());
        for line in meeting.lines_of(sheet.id) {
            for (field, agree) in [("paper", line.paper_agree), ("written", line.written_agree)] {
                form.set(format!("{field}_{}", line.dossier), agree.unwrap_or(0).to_string());
            }
        }
    }
    page(&counts_page(&user, &db, *id, form, FieldErrors::default()).await?)
}

pub async fn counts_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<CountsPage> {
    let (meeting, it, shell) = load_for(db, user, id, MeetingAct::EnterCounts).await?;
    let sheets = BallotSheet::all(&meeting, None, &form)?;
    let sheets = meeting.sheets.iter().zip(sheets).filter(|(sheet, _)| sheet.paper_issued + sheet.written > 0);
    let sheets = sheets.map(|(sheet, words)| CountSheet {
        id: sheet.id,
        ordinal: sheet.ordinal,
        paper: sheet.paper_issued,
        written: sheet.written,
        lines: words.lines,
    });
    Ok(CountsPage { shell, it, sheets: sheets.collect(), form, errors })
}

/// GET /council-meetings/{id}/closing
pub async fn closing(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&closing_page(&user, &db, *id, FieldErrors::default()).await?)
}

pub async fn closing_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    errors: FieldErrors,
) -> AppResult<ClosingPage> {
    let (meeting, it, shell) = load_for(db, user, id, MeetingAct::Close).await?;
    let (voted, all) = meeting.turnout();
    Ok(ClosingPage { shell, it, waiting: all - voted, is_paper_counted: meeting.is_paper_counted(), errors })
}

/// GET /council-meetings/{id}/opening
pub async fn opening(
    user: CurrentUser,
    id: Id,
    db: web::Data<Db>,
    keys: web::Data<BallotKeys>,
) -> AppResult<HttpResponse> {
    page(&opening_page(&user, &db, &keys, *id, FieldErrors::default()).await?)
}

pub async fn opening_page(
    user: &CurrentUser,
    db: &Db,
    keys: &BallotKeys,
    id: CouncilMeetingId,
    errors: FieldErrors,
) -> AppResult<OpeningPage> {
    let (meeting, it, shell) = load_for(db, user, id, MeetingAct::Open).await?;
    let ballot = meeting.ballot.as_ref().ok_or(AppError::NotFound)?;
    let label = |holder: Option<PersonId>| {
        let name = holder.and_then(|person| meeting.member(person).ok()).map_or("", |member| &member.name);
        format!("Cụm mật khẩu của {name}")
    };
    Ok(OpeningPage {
        shell,
        it,
        label_one: label(ballot.holder_one),
        label_two: label(ballot.holder_two),
        key_is_gone: key_is_gone(&meeting, keys),
        errors,
    })
}

/// GET /council-meetings/{id}/voiding
pub async fn voiding(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&voiding_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn voiding_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<VoidingPage> {
    let (_, it, shell) = load_for(db, user, id, MeetingAct::Void).await?;
    Ok(VoidingPage { shell, it, form, errors })
}
