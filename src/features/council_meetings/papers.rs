//! GET: the papers of a meeting, each to print, as PDF and as Word file, and all that members need in one download.

use actix_web::{HttpResponse, web};

use super::ballot_store;
use super::meeting::Meeting;
use super::pages::load;
use super::paper_view::{Desk, Words, values_of};
use super::store;
use crate::db::Db;
use crate::domain::council_meeting::State;
use crate::domain::date::format_date;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::eligibility;
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Bundle, Format, Paper, Sample, answer, pack_file};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::lists;
use crate::web::shell::{Menu, Shell};

type Id = web::Path<ById<CouncilMeetingId>>;

const MENU: Menu = Menu::CouncilMeetings;

/// What the papers of a meeting are written from.
struct Read {
    meeting: Meeting,
    head: Letterhead,
    voided: Vec<String>,
    words: Words,
}

impl Read {
    async fn of(user: &CurrentUser, db: &Db, id: CouncilMeetingId) -> AppResult<Self> {
        let (meeting, _) = load(db, user, id).await?;
        let (held_on, state) = (meeting.row.held_on, meeting.row.state);
        let found = db.read(move |conn| {
            let issued = |is_issued: bool, by: EventKind| {
                is_issued.then_some(Issued { object: Object::CouncilMeeting(id), by, day: held_on })
            };
            let ballot = issued(state != State::Preparing, EventKind::BallotStarted);
            let counting = issued(state.has_counts(), EventKind::BallotOpened);
            let minutes = issued(state == State::Concluded, EventKind::CouncilMeetingConcluded);
            let texts = [
                wording(conn, PaperKind::Ballot, ballot, held_on)?,
                wording(conn, PaperKind::CountingMinutes, counting, held_on)?,
                wording(conn, PaperKind::CouncilMinutes, minutes, held_on)?,
                wording(conn, PaperKind::Roster, ballot, held_on)?,
            ];
            Ok((letterhead(conn, held_on)?, ballot_store::voided(conn, id)?, texts))
        });
        let (head, voided, texts) = found.await?;
        let [ballot, counting, minutes, roster] = texts.map(|it| it.with(values_of(&meeting)));
        Ok(Self { meeting, head, voided, words: Words { ballot, counting, minutes, roster } })
    }

    fn desk(&self) -> Desk<'_> {
        Desk { meeting: &self.meeting, head: &self.head, voided: &self.voided, words: &self.words }
    }

    fn bundle(&self, name: &str, page: &str, papers: Vec<Paper>) -> Bundle {
        let id = self.meeting.row.id;
        Bundle {
            title: name.to_owned(),
            papers,
            empty: "Chưa có hồ sơ nào trong danh sách xét.",
            back: format!("/council-meetings/{id}"),
            address: format!("/council-meetings/{id}/{page}"),
            query: String::new(),
        }
    }
}

/// GET /council-meetings/{id}/ballot-paper
pub async fn ballot_paper(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let read = Read::of(&user, &db, id.id).await?;
    let papers = read.desk().ballots()?;
    answer(format, Shell::for_page(&user, MENU), read.bundle("Phiếu bầu", "ballot-paper", papers)).await
}

/// GET /council-meetings/{id}/counting-minutes
pub async fn counting_minutes(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let read = Read::of(&user, &db, id.id).await?;
    let papers = vec![read.desk().counting_minutes()?];
    answer(format, Shell::for_page(&user, MENU), read.bundle("Biên bản kiểm phiếu", "counting-minutes", papers)).await
}

/// GET /council-meetings/{id}/minutes
pub async fn minutes(user: CurrentUser, id: Id, format: Format, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let read = Read::of(&user, &db, id.id).await?;
    let papers = vec![read.desk().minutes()?];
    answer(format, Shell::for_page(&user, MENU), read.bundle("Biên bản họp Hội đồng", "minutes", papers)).await
}

/// A paper of the newest meeting, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let Some(id) = db.read(store::newest).await? else { return Ok(None) };
    let mut read = Read::of(user, db, id).await?;
    let (kind, said) = (words.kind, words.with(values_of(&read.meeting)));
    let of = format!("{kind} ngày {}", format_date(read.meeting.row.held_on));
    let (papers, missing) = match kind {
        PaperKind::Ballot => {
            read.words.ballot = said;
            (read.desk().ballots()?, read.words.ballot.missing())
        }
        PaperKind::CountingMinutes => {
            read.words.counting = said;
            (vec![read.desk().counting_minutes()?], read.words.counting.missing())
        }
        PaperKind::Roster => {
            read.words.roster = said;
            (vec![read.desk().roster()], read.words.roster.missing())
        }
        _ => {
            read.words.minutes = said;
            (vec![read.desk().minutes()?], read.words.minutes.missing())
        }
    };
    Ok(Some(Sample { of, papers, missing }))
}

/// GET /council-meetings/{id}/documents.zip: all that members read and the counting board fills in.
pub async fn pack(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let read = Read::of(&user, &db, id.id).await?;
    let dossiers: Vec<DossierId> = read.meeting.items.iter().map(|(item, _)| item.dossier).collect();
    let kept = db.read(move |conn| eligibility::ops::kept_of(conn, &dossiers)).await?;
    lists::note_export(&db, user.actor, "Danh sách trích ngang", read.meeting.items.len()).await?;
    let desk = read.desk();
    let files = vec![
        ("1 Danh sách trích ngang".to_owned(), vec![desk.roster()]),
        ("2 Tóm tắt và đủ điều kiện".to_owned(), desk.eligibility(&kept)),
        ("3 Phiếu bầu".to_owned(), desk.ballots()?),
        ("4 Biên bản kiểm phiếu".to_owned(), vec![desk.counting_minutes()?]),
        ("5 Biên bản họp Hội đồng".to_owned(), vec![desk.minutes()?]),
    ];
    pack_file("Tài liệu họp Hội đồng", files).await
}
