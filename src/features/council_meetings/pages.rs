//! GET: the meetings of a year, the form, one meeting with what is to be done, and what is secret about its ballot.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::meeting::Meeting;
use super::view::*;
use super::{ballot_store, files, store};
use crate::db::{Connection, Db};
use crate::domain::council::CouncilKind;
use crate::domain::council_meeting::State;
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppResult, FieldErrors};
use crate::features::{councils, settings, years};
use crate::policy::{self, Act, Actor, MeetingAct};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields};
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

type Id = web::Path<CouncilMeetingId>;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Query {
    #[serde(default)]
    year: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "council_meetings",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("held_on", "Ngày họp", Kind::Date),
        Column::required("place", "Nơi họp", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("lines", "Số hồ sơ", Kind::COUNT),
        Column::optional("minutes_no", "Số biên bản", Kind::Line),
    ],
};

/// GET /council-meetings
pub async fn index(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncilResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        Ok((year, years::ops::choices(conn)?, store::list(conn, year)?))
    });
    let (year, years, listed) = found.await?;
    let line = |(row, lines): (store::Row, i64)| ListLine {
        address: format!("/council-meetings/{}", row.id),
        held_on: format_date(row.held_on),
        place: row.place,
        state: row.state,
        lines,
        minutes_no: row.minutes_no,
    };
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::CouncilMeetings),
        year: year.to_string(),
        years,
        lines: listed.into_iter().map(line).collect(),
        can_keep: policy::may(&user, Act::KeepMeetings),
    })
}

/// GET /council-meetings.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<Query>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncilResults)?;
    let today = user.today;
    let listed = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        store::list(conn, year)
    });
    let row = |(row, lines): (store::Row, i64)| -> Vec<Value> {
        vec![
            Value::from(i64::from(row.year.0)),
            row.held_on.into(),
            row.place.into(),
            Value::Word(row.state.code()),
            Value::from(lines),
            Some(row.minutes_no).filter(|number| !number.is_empty()).into(),
        ]
    };
    let rows: Vec<_> = listed.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /council-meetings/new
pub async fn new(user: CurrentUser, query: web::Query<Query>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepMeetings)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        let council = councils::ops::in_force(conn, CouncilKind::Emulation, today)?.into_iter().next();
        let board = councils::ops::in_force(conn, CouncilKind::CountingBoard, today)?.into_iter().next();
        Ok((year, council, board, settings::ops::agency(conn)?))
    });
    let (year, council, board, agency) = found.await?;
    let mut form = TypedFields::default();
    form.set("year", year.to_string());
    form.set("held_on", format_date(today));
    form.set("begun_at", "08:00");
    for (field, found) in [("council", council), ("board", board)] {
        if let Some(found) = found {
            form.set(field, found.id.to_string());
        }
    }
    if agency.spares_own_unit {
        form.set("spares_own_unit", "1");
    }
    page(&form_page(&user, &db, form, FieldErrors::default(), None).await?)
}

/// GET /council-meetings/{id}/edit
pub async fn edit(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (meeting, version) = load(&db, &user, *id).await?;
    policy::must(&user, Act::OnMeeting(MeetingAct::Prepare, &meeting.facts()))?;
    let it = &meeting.row;
    let mut form = TypedFields::default();
    for (field, value) in [
        ("version", version.to_string()),
        ("year", it.year.to_string()),
        ("council", it.council_id.to_string()),
        ("board", it.board_id.map_or_else(String::new, |board| board.to_string())),
        ("held_on", format_date(it.held_on)),
        ("begun_at", it.begun_at.clone()),
        ("place", it.place.clone()),
    ] {
        form.set(field, value);
    }
    for (field, is_set) in [
        ("votes_on_own", it.votes_on_own),
        ("spares_own_unit", it.spares_own_unit),
        ("leaves_out_recused", !it.counts_recused),
    ] {
        if is_set {
            form.set(field, "1");
        }
    }
    page(&form_page(&user, &db, form, FieldErrors::default(), Some(*id)).await?)
}

/// The form, fresh or with what is wrong; `id` when it changes a meeting that exists.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    form: TypedFields,
    errors: FieldErrors,
    id: Option<CouncilMeetingId>,
) -> AppResult<FormPage> {
    policy::must(user, Act::KeepMeetings)?;
    let found = db.read(move |conn| {
        let of = |conn: &mut Connection, kind| -> AppResult<Vec<Choice>> {
            let all = councils::ops::of_kind(conn, kind)?;
            Ok(all.iter().map(|it| Choice::new(it.id.to_string(), it.words())).collect())
        };
        Ok((of(conn, CouncilKind::Emulation)?, of(conn, CouncilKind::CountingBoard)?))
    });
    let (councils, boards) = found.await?;
    let own_address = id.map(|id| format!("/council-meetings/{id}"));
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        back: own_address.clone().unwrap_or_else(|| format!("/council-meetings?year={}", form.of("year"))),
        action: own_address.unwrap_or_else(|| "/council-meetings".to_owned()),
        is_new: id.is_none(),
        councils,
        boards,
        form,
        errors,
    })
}

/// GET /council-meetings/{id}
pub async fn show(user: CurrentUser, id: Id, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilMeetingId,
    form: TypedFields,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    let (meeting, version) = load(db, user, id).await?;
    let found = db.read(move |conn| {
        let least = settings::ops::agency(conn)?.least_boxes;
        let (files, voided) = (files::of(conn, id)?, ballot_store::voided(conn, id)?);
        Ok((least, files, voided, history::of(conn, Object::CouncilMeeting(id))?))
    });
    let (least_boxes, files, voided, history) = found.await?;
    let facts = meeting.facts();
    let may = |act| policy::may(user, Act::OnMeeting(act, &facts));
    let amendment = |it: &store::Amendment| (it.minutes_no.clone(), format_date(it.written_on), it.content.clone());
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::CouncilMeetings),
        tasks: tasks(&meeting),
        acts: acts(&meeting, user),
        warnings: warnings(&meeting, least_boxes),
        voided,
        files: files.into_iter().map(FileLine::of).collect(),
        amendments: meeting.amendments.iter().map(amendment).collect(),
        history,
        can_prepare: may(MeetingAct::Prepare),
        can_attach: may(MeetingAct::Attach),
        can_write_on: may(MeetingAct::WriteOn),
        it: Detail::of(&meeting, version),
        form,
        errors,
    })
}

/// What the reader can do with the meeting as it is now.
fn acts(meeting: &Meeting, reader: &Actor) -> Vec<(&'static str, String)> {
    let facts = meeting.facts();
    let steps = [
        (MeetingAct::Cast, "Bỏ phiếu", "ballot"),
        (MeetingAct::Open, "Mở hòm phiếu", "opening"),
        (MeetingAct::Start, "Mở bỏ phiếu", "start"),
        (MeetingAct::EnterCounts, "Nhập kiểm phiếu giấy", "counts"),
        (MeetingAct::Close, "Kết thúc bỏ phiếu", "closing"),
        (MeetingAct::Conclude, "Kết luận phiên họp", "conclusion"),
        (MeetingAct::Void, "Hủy, bỏ phiếu lại", "voiding"),
    ];
    let has_paper = meeting.sheets.iter().any(|sheet| sheet.paper_issued + sheet.written > 0);
    steps
        .into_iter()
        .filter(|(act, ..)| policy::may(reader, Act::OnMeeting(*act, &facts)))
        .filter(|(act, ..)| *act != MeetingAct::EnterCounts || has_paper)
        .map(|(_, label, page)| (label, format!("/council-meetings/{}/{page}", meeting.row.id)))
        .collect()
}

const TO_DO: (&str, &str) = ("", "Chưa làm");
const DOING: (&str, &str) = ("tag--warn", "Đang làm");
const DONE: (&str, &str) = ("tag--ok", "Xong");

/// The steps of a meeting, in order.
fn tasks(meeting: &Meeting) -> Vec<Task> {
    let state = meeting.row.state;
    let of = |label, page: &str, words: String, (tag, state): (&'static str, &'static str)| Task {
        label,
        address: format!("/council-meetings/{}/{page}", meeting.row.id),
        words,
        tag,
        state,
    };
    let prepared = |is_begun: bool| match (state.is_prepared(), is_begun) {
        (false, _) => DONE,
        (true, true) => DOING,
        (true, false) => TO_DO,
    };
    let vote = match state {
        State::Preparing => TO_DO,
        State::Voting | State::Closed => DOING,
        State::Counted | State::Concluded => DONE,
    };
    let (voted, all) = meeting.turnout();
    let turnout = if all == 0 { String::new() } else { format!("Trên máy đã bỏ phiếu {voted}/{all}") };
    vec![
        of("Danh sách xét", "agenda", format!("{} hồ sơ", meeting.items.len()), prepared(!meeting.items.is_empty())),
        of(
            "Thành viên dự họp",
            "members",
            format!("{} có mặt trên {} thành viên", meeting.present(), meeting.members.len()),
            prepared(true),
        ),
        of(
            "Không bỏ phiếu",
            "conflicts",
            format!("{} trường hợp, {} tờ phiếu", meeting.conflicts.len(), meeting.plan().len()),
            prepared(true),
        ),
        of("Bỏ phiếu", "turnout", turnout, vote),
        of(
            "Kết luận",
            "conclusion",
            meeting.row.minutes_no.clone(),
            if state == State::Concluded { DONE } else { TO_DO },
        ),
    ]
}

/// GET /council-meetings/secrecy: what is secret, how, and what is not.
pub async fn secrecy(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncilResults)?;
    let least_boxes = db.read(|conn| Ok(settings::ops::agency(conn)?.least_boxes)).await?;
    page(&SecrecyPage { shell: Shell::for_page(&user, Menu::CouncilMeetings), least_boxes })
}

/// A meeting the user may see, with its version.
pub async fn load(db: &Db, user: &CurrentUser, id: CouncilMeetingId) -> AppResult<(Meeting, i64)> {
    let found =
        db.read(move |conn| Ok((Meeting::load(conn, id)?, history::version(conn, Object::CouncilMeeting(id))?)));
    let (meeting, version) = found.await?;
    policy::must_see(user, Act::OnMeeting(MeetingAct::See, &meeting.facts()))?;
    Ok((meeting, version))
}
