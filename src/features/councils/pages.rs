//! GET: the councils of each kind, one with its members, the forms that keep them.

use actix_web::{HttpResponse, web};

use super::ops::Council;
use super::store::{self, Sitting};
use super::view::*;
use crate::db::{Connection, Db};
use crate::domain::council::{CouncilKind, Term};
use crate::domain::date::format_date;
use crate::domain::event::Object;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{TypedFields, words};
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

const FORMAT: TableFormat = TableFormat {
    name: "councils",
    columns: &[
        Column::required("kind", "Loại", Kind::Word(|| CouncilKind::WORDS.to_vec(), Written::AsOnScreen)),
        Column::required("decision_no", "Số quyết định", Kind::Line),
        Column::required("decided_on", "Ngày quyết định", Kind::Date),
        Column::required("starts_on", "Từ ngày", Kind::Date),
        Column::optional("ends_on", "Đến hết ngày", Kind::Date),
    ],
};

const MEMBERS: TableFormat = TableFormat {
    name: "council-members",
    columns: &[
        Column::required("person_code", "Mã cán bộ", Kind::Line),
        Column::required("full_name", "Họ và tên", Kind::Line),
        Column::required("position", "Chức vụ", Kind::Line),
        Column::required("unit", "Đơn vị", Kind::Line),
        Column::required("seat", "Vị trí", Kind::Line),
        Column::required("votes", "Biểu quyết", Kind::YesNo),
        Column::required("starts_on", "Từ ngày", Kind::Date),
        Column::optional("ends_on", "Đến hết ngày", Kind::Date),
    ],
};

/// GET /councils
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncils)?;
    let (councils, seats) = db.read(|conn| Ok((store::all(conn)?, store::seat_terms(conn)?))).await?;
    let sit_in = |council: &Council| {
        let day = council.term().nearest(user.today);
        let sits = |(id, first, last): &&(CouncilId, _, _)| {
            *id == council.id && Term { first: *first, last: *last }.holds(day)
        };
        seats.iter().filter(sits).count()
    };
    page(&IndexPage {
        groups: Group::all(councils.iter().map(|it| (it.kind, Line::of(it, user.today, sit_in(it)))).collect()),
        can_keep: policy::may(&user, Act::KeepCouncils),
        shell: shell(&user),
    })
}

/// GET /councils.csv, /councils.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncils)?;
    let row = |it: &Council| -> Vec<Value> {
        vec![
            Value::Word(it.kind.code()),
            it.decision_no.as_str().into(),
            it.decided_on.into(),
            it.starts_on.into(),
            it.ends_on.into(),
        ]
    };
    let rows: Vec<_> = db.read(store::all).await?.iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /councils/new
pub async fn new(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&new_page(&user, &db, TypedFields::default(), FieldErrors::default()).await?)
}

pub async fn new_page(user: &CurrentUser, db: &Db, form: TypedFields, errors: FieldErrors) -> AppResult<NewPage> {
    policy::must(user, Act::KeepCouncils)?;
    let councils = db.read(store::all).await?;
    let open = councils.iter().filter(|it| it.kind.is_one_at_a_time() && !it.term().is_over_on(user.today));
    Ok(NewPage {
        shell: shell(user),
        kinds: words(CouncilKind::WORDS),
        open: open.map(|it| format!("{} theo {}", it.kind, it.words())).collect(),
        form,
        errors,
    })
}

/// GET /councils/{id}
pub async fn show(user: CurrentUser, id: web::Path<CouncilId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// A council with the forms that change it, fresh or with what is wrong.
pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilId,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    policy::must(user, Act::SeeCouncils)?;
    let read = db.read(move |conn| {
        let (it, version) = versioned(conn, id)?;
        Ok((it, version, store::sittings(conn, id)?, history::of(conn, Object::Council(id))?))
    });
    let (it, version, sittings, history) = read.await?;
    let day = it.term().nearest(user.today);
    let (members, others): (Vec<_>, Vec<_>) = sittings.iter().partition(|sitting| sitting.term().holds(day));
    let lines = |of: Vec<&Sitting>| -> Vec<MemberLine> {
        of.into_iter().map(|sitting| MemberLine::of(&it, sitting, user.today)).collect()
    };
    let from = format_date(if members.is_empty() { it.starts_on } else { day });
    let form = filled(typed, &[("starts_on", from), ("ends_on", it.ends_on.map_or_else(String::new, format_date))]);
    Ok(ShowPage {
        shell: shell(user),
        voters: members.iter().filter(|sitting| sitting.votes).count(),
        line: Line::of(&it, user.today, members.len()),
        members: lines(members),
        others: lines(others),
        seats: seats(it.kind),
        can_keep: policy::may(user, Act::KeepCouncils),
        version,
        form,
        errors,
        history,
    })
}

/// GET /councils/{id}/members.csv, .xlsx: all who sat in it, whenever.
pub async fn members_file(
    user: CurrentUser,
    path: web::Path<(CouncilId, FileKind)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCouncils)?;
    let (id, kind) = path.into_inner();
    let (it, sittings) = db.read(move |conn| Ok((store::find(conn, id)?, store::sittings(conn, id)?))).await?;
    let row = |sitting: &Sitting| -> Vec<Value> {
        vec![
            sitting.code.as_str().into(),
            sitting.name.as_str().into(),
            sitting.position.as_str().into(),
            sitting.unit_name.as_str().into(),
            sitting.seat.word_in(it.kind).into(),
            sitting.votes.into(),
            sitting.starts_on.into(),
            sitting.ends_on.into(),
        ]
    };
    let rows: Vec<_> = sittings.iter().map(row).collect();
    let what = format!("Thành viên {} theo {}", it.kind, it.words());
    lists::personal_file(&db, user.actor, &what, kind, &MEMBERS, rows).await
}

/// GET /councils/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<CouncilId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&edit_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

pub async fn edit_page(
    user: &CurrentUser,
    db: &Db,
    id: CouncilId,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    policy::must(user, Act::KeepCouncils)?;
    let (it, version) = db.read(move |conn| versioned(conn, id)).await?;
    let form = filled(
        typed,
        &[
            ("decision_no", it.decision_no.clone()),
            ("decided_on", format_date(it.decided_on)),
            ("starts_on", format_date(it.starts_on)),
        ],
    );
    Ok(EditPage { shell: shell(user), line: Line::of(&it, user.today, 0), version, form, errors })
}

/// GET /councils/{id}/seats/{seat}
pub async fn seat(
    user: CurrentUser,
    path: web::Path<(CouncilId, CouncilSeatId)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    page(&seat_page(&user, &db, path.into_inner(), None, FieldErrors::default()).await?)
}

pub async fn seat_page(
    user: &CurrentUser,
    db: &Db,
    (id, seat): (CouncilId, CouncilSeatId),
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<SeatPage> {
    policy::must(user, Act::KeepCouncils)?;
    let read = db.read(move |conn| {
        let (it, version) = versioned(conn, id)?;
        let sitting = store::sittings(conn, id)?.into_iter().find(|it| it.id == seat).ok_or(AppError::NotFound)?;
        Ok((it, version, sitting))
    });
    let (it, version, sitting) = read.await?;
    let records_only = if sitting.votes || typed.is_some() { "" } else { "true" };
    let form = filled(
        typed,
        &[
            ("seat", sitting.seat.code().to_owned()),
            ("records_only", records_only.to_owned()),
            ("starts_on", format_date(it.term().nearest(user.today))),
            ("last_day", sitting.ends_on.map_or_else(String::new, format_date)),
        ],
    );
    Ok(SeatPage {
        shell: shell(user),
        line: Line::of(&it, user.today, 0),
        seats: seats(it.kind),
        is_over: sitting.term().is_over_on(user.today),
        is_fresh: sitting.entered_on == user.today,
        member: MemberLine::of(&it, &sitting, user.today),
        version,
        form,
        errors,
    })
}

/// What was typed, and what is known for the fields that were not on that form.
fn filled(typed: Option<TypedFields>, known: &[(&str, String)]) -> TypedFields {
    let mut form = typed.unwrap_or_default();
    for (field, value) in known {
        if !form.has(field) {
            form.set(*field, value.as_str());
        }
    }
    form
}

fn versioned(conn: &mut Connection, id: CouncilId) -> AppResult<(Council, i64)> {
    let it = store::find(conn, id)?;
    Ok((it, history::version(conn, Object::Council(id))?))
}

fn shell(user: &CurrentUser) -> Shell {
    Shell::for_page(user, Menu::Councils)
}
