//! GET: a year's meetings, one of them, its forms.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{FREE_ROWS, NewForm, filled};
use super::ops::{self, Attendee, Line, Meeting, State};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::domain::subject::SubjectKind;
use crate::domain::year::Year;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::{units, years};
use crate::policy::{self, Act, Actor, Scope};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, TypedFields, UnitChoices};
use crate::web::lists::{self, FileKind};
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const PATH: &str = "/unit-meetings";

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
    #[serde(default)]
    unit: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "unit_meetings",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("unit_code", "Mã đơn vị", Kind::Line),
        Column::required("unit_name", "Tên đơn vị", Kind::Line),
        Column::required("held_on", "Ngày họp", Kind::Date),
        Column::required("place", "Địa điểm", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("lines", "Số đưa ra bình xét", Kind::COUNT),
        Column::required("proposed", "Số có hồ sơ", Kind::COUNT),
    ],
};

/// The year and the unit asked for; a head is shown his own, whatever he asks for.
fn asked_for(
    conn: &mut Connection,
    actor: &Actor,
    query: &ListQuery,
    today: chrono::NaiveDate,
) -> AppResult<(Year, Vec<ops::Listed>)> {
    let year = years::ops::asked_or_current(conn, &query.year, today)?;
    let unit = match policy::registrations_of(actor) {
        Scope::All => units::ops::asked(conn, &query.unit)?,
        Scope::Unit(own, _) => Some(own),
        Scope::Own(_) | Scope::Nothing => return Err(AppError::NotFound),
    };
    Ok((year, ops::of_year(conn, year, unit)?))
}

/// GET /unit-meetings
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today, query) = (user.actor.clone(), user.today, query.into_inner());
    let sees_all = policy::registrations_of(&user) == Scope::All;
    let unit = if sees_all { query.unit.clone() } else { String::new() };
    let found = db.read(move |conn| {
        let (year, found) = asked_for(conn, &actor, &query, today)?;
        let units = if sees_all { units::ops::choices(conn, &query.unit)? } else { UnitChoices::default() };
        Ok((year.to_string(), found, years::ops::choices(conn)?, units))
    });
    let (year, found, years, units) = found.await?;
    let in_address = [("year", year.as_str()), ("unit", unit.as_str())];
    let named = units.named(&unit);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::UnitMeetings),
        chips: lists::chips(PATH, &in_address, &[("unit", named)]),
        clear: address(PATH, &in_address[..1]),
        files: address("", &in_address),
        lines: found.into_iter().map(ListLine::of).collect(),
        can_record: may_record(&user),
        year,
        unit,
        years,
        units,
    })
}

/// For the unit one heads, or as the secretariat for any.
fn may_record(actor: &Actor) -> bool {
    policy::may(actor, Act::HoldUnitMeeting(actor.unit.unwrap_or(UnitId::NONE)))
}

/// GET /unit-meetings.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::FollowYear)?;
    let (actor, today) = (user.actor.clone(), user.today);
    let (year, found) = db.read(move |conn| asked_for(conn, &actor, &query, today)).await?;
    let row = |it: ops::Listed| -> Vec<Value> {
        vec![
            year.0.into(),
            it.unit_code.into(),
            it.unit_name.into(),
            it.held_on.into(),
            it.place.into(),
            Value::Word(it.state.code()),
            it.lines.into(),
            it.proposed.into(),
        ]
    };
    let rows: Vec<_> = found.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /unit-meetings/new
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    if !may_record(&user) {
        return Err(AppError::Denied);
    }
    let (asked, today) = (query.year.clone(), user.today);
    let year = db.read(move |conn| years::ops::asked_or_current(conn, &asked, today)).await?;
    let form = NewForm {
        year: year.to_string(),
        unit_code: query.into_inner().unit,
        held_on: format_date(user.today),
        place: String::new(),
    };
    page(&new_page(&user, &db, form, FieldErrors::default()).await?)
}

/// The form of a new meeting; a head's own unit is filled in.
pub async fn new_page(user: &CurrentUser, db: &Db, mut form: NewForm, errors: FieldErrors) -> AppResult<NewPage> {
    let chooses = policy::may(user, Act::HoldUnitMeeting(UnitId::NONE));
    let (own, typed) = (user.unit, form.unit_code.clone());
    let found = db.read(move |conn| {
        if chooses {
            return Ok((units::ops::choices(conn, &typed)?, None));
        }
        let own = units::ops::all(conn)?.into_iter().find(|unit| Some(unit.id) == own);
        Ok((UnitChoices::default(), own.map(|unit| unit.code)))
    });
    let (units, own) = found.await?;
    if let Some(code) = own {
        form.unit_code = code;
    }
    Ok(NewPage { shell: Shell::for_page(user, Menu::UnitMeetings), form, errors, units })
}

/// The meeting with all that stands in it.
pub struct Whole {
    pub meeting: Meeting,
    pub attendees: Vec<Attendee>,
    pub lines: Vec<Line>,
}

impl Whole {
    pub fn read(conn: &mut Connection, meeting: Meeting) -> AppResult<Self> {
        let attendees = ops::attendance_of(conn, &meeting)?;
        let lines = ops::lines_of(conn, meeting.id)?;
        Ok(Self { meeting, attendees, lines })
    }

    pub fn detail(&self) -> Detail {
        Detail::of(&self.meeting, &self.attendees, &self.lines)
    }
}

/// A meeting the user may see.
pub async fn load(db: &Db, user: &CurrentUser, id: UnitMeetingId) -> AppResult<Whole> {
    let actor = user.actor.clone();
    db.read(move |conn| {
        let meeting = ops::find(conn, id)?;
        policy::must_see(&actor, Act::SeeUnitRecord(meeting.unit))?;
        Whole::read(conn, meeting)
    })
    .await
}

/// A meeting that is open, and the user's to finish.
pub async fn load_open(db: &Db, user: &CurrentUser, id: UnitMeetingId) -> AppResult<Whole> {
    let whole = load(db, user, id).await?;
    policy::must(user, Act::HoldUnitMeeting(whole.meeting.unit))?;
    if whole.meeting.state == State::Closed { Err(AppError::Illegal) } else { Ok(whole) }
}

/// GET /unit-meetings/{id}
pub async fn show(user: CurrentUser, id: web::Path<UnitMeetingId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let whole = load(&db, &user, id).await?;
    let history = db.read(move |conn| history::of(conn, Object::UnitMeeting(id))).await?;
    let is_open = whole.meeting.state == State::Open;
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::UnitMeetings),
        it: whole.detail(),
        can_edit: is_open && policy::may(&user, Act::HoldUnitMeeting(whole.meeting.unit)),
        history,
    })
}

/// GET /unit-meetings/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<UnitMeetingId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&form_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// The form as stored, or with what was `typed` and what is wrong with it.
pub async fn form_page(
    user: &CurrentUser,
    db: &Db,
    id: UnitMeetingId,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<FormPage> {
    let Whole { meeting, attendees, lines } = load_open(db, user, id).await?;
    let form = typed.unwrap_or_else(|| filled(&meeting, &attendees, &lines));
    let first_free = lines.len() + 1;
    let last_used = (first_free..first_free + 100)
        .rev()
        .find(|row| ["code", "agree", "disagree"].iter().any(|part| !form.of(&format!("{part}_{row}")).is_empty()));
    let last = last_used.unwrap_or_default().max(lines.len() + FREE_ROWS);
    let people: Vec<Choice> = attendees.iter().map(|it| Choice::new(&*it.code, &*it.name)).collect();
    let mut subjects = vec![Choice::new(&*meeting.unit_code, format!("Tập thể {}", meeting.unit_name))];
    subjects.extend(people.iter().cloned());
    Ok(FormPage {
        shell: Shell::for_page(user, Menu::UnitMeetings),
        id: id.to_string(),
        unit: meeting.unit_name,
        year: meeting.year,
        members: attendees
            .into_iter()
            .map(|it| Member { code: it.code, name: it.name, position: it.position })
            .collect(),
        people,
        subjects,
        awards: award_choices(meeting.year),
        fixed: (1..).zip(&lines).map(|(row, line)| fixed(row, line, meeting.year)).collect(),
        free: first_free..=last,
        form,
        errors,
    })
}

fn fixed(row: usize, line: &Line, year: Year) -> Fixed {
    Fixed {
        row,
        name: match line.subject_kind {
            SubjectKind::Unit => format!("Tập thể {}", line.subject_name),
            SubjectKind::Person => line.subject_name.clone(),
        },
        award: line.award.award().name_on(year.end()),
        is_registered: line.registration.is_some(),
    }
}

/// All awards, in order of prestige.
fn award_choices(year: Year) -> Vec<Choice> {
    let mut awards: Vec<AwardCode> = AwardCode::all().collect();
    awards.sort_by_key(|code| code.award().rank);
    awards.iter().map(|code| Choice::new(code.code(), code.award().name_on(year.end()))).collect()
}
