//! GET: a year's conferences, one of them, its forms, its minutes as a paper.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::form::{HeldForm, PlanForm};
use super::ops;
use super::paper_view::{minutes, values_of};
use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::conference::{State, Timeliness};
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::ConferenceId;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::settings::ops::{Issued, letterhead, wording};
use crate::features::years;
use crate::papers::{Bundle, Format, Sample, answer};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::shell::{Menu, Shell};
use crate::web::{ById, history, page};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    year: String,
}

const FORMAT: TableFormat = TableFormat {
    name: "conferences",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("title", "Tên hội nghị", Kind::Line),
        Column::required("planned_on", "Ngày dự kiến", Kind::Date),
        Column::optional("due_on", "Hạn tổ chức", Kind::Date),
        Column::required("place", "Địa điểm", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("held_on", "Ngày họp", Kind::Date),
        Column::optional("called", "Số được triệu tập", Kind::COUNT),
        Column::optional("attended", "Số dự họp", Kind::COUNT),
        Column::optional("timeliness", "Thời hạn", Kind::Word(|| Timeliness::WORDS.to_vec(), Written::AsOnScreen)),
    ],
};

/// GET /conferences
pub async fn index(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let (today, asked) = (user.today, query.into_inner().year);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        Ok((year, ops::of_year(conn, year)?, years::ops::choices(conn)?))
    });
    let (year, found, years) = found.await?;
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Conferences),
        year: year.to_string(),
        years,
        lines: found.into_iter().map(|it| Detail::of(it, today)).collect(),
        can_edit: policy::may(&user, Act::PrepareDocuments),
    })
}

/// GET /conferences.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeResults)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        ops::of_year(conn, year)
    });
    let row = |it: ops::Found| -> Vec<Value> {
        let timeliness = it.due_on.map(|due| Timeliness::of(due, it.held_on, today));
        vec![
            it.year.0.into(),
            it.title.into(),
            it.planned_on.into(),
            it.due_on.into(),
            it.place.into(),
            Value::Word(it.state.code()),
            it.held_on.into(),
            it.called.into(),
            it.attended.into(),
            timeliness.map_or(Value::Empty, |it| Value::Word(it.code())),
        ]
    };
    let rows: Vec<_> = found.await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// GET /conferences/new: who chairs is filled in from the settings.
pub async fn new(user: CurrentUser, query: web::Query<ListQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::PrepareDocuments)?;
    let (today, asked) = (user.today, query.into_inner().year);
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        Ok((year, letterhead(conn, today)?.signer_name, store::union_chair(conn)?))
    });
    let (year, chair, union_chair) = found.await?;
    let form = PlanForm {
        year: year.to_string(),
        title: format!("Hội nghị cán bộ, công chức năm {year}"),
        chair,
        union_chair,
        ..PlanForm::default()
    };
    page(&form_page(&user, None, form, FieldErrors::default()))
}

/// The form of a plan, new or of the conference of this id.
pub fn form_page(user: &CurrentUser, id: Option<ConferenceId>, form: PlanForm, errors: FieldErrors) -> FormPage {
    let (action, back) = match id {
        None => ("/conferences".to_owned(), format!("/conferences?year={}", form.year)),
        Some(id) => (format!("/conferences/{id}"), format!("/conferences/{id}")),
    };
    let shell = Shell::for_page(user, Menu::Conferences);
    FormPage { shell, is_new: id.is_none(), action, back, form, errors }
}

async fn load(db: &Db, user: &CurrentUser, id: ConferenceId) -> AppResult<ops::Found> {
    policy::must(user, Act::SeeResults)?;
    db.read(move |conn| ops::find(conn, id)).await
}

/// GET /conferences/{id}
pub async fn show(user: CurrentUser, id: web::Path<ConferenceId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = *id;
    let found = load(&db, &user, id).await?;
    let sees_drafts = policy::may(&user, Act::SeeDraftDocuments);
    let papers =
        db.read(move |conn| Ok((store::papers(conn, id, sees_drafts)?, history::of(conn, Object::Conference(id))?)));
    let (papers, history) = papers.await?;
    page(&ShowPage {
        shell: Shell::for_page(&user, Menu::Conferences),
        it: Detail::of(found, user.today),
        papers: papers.into_iter().map(PaperLine::of).collect(),
        can_edit: policy::may(&user, Act::PrepareDocuments),
        history,
    })
}

/// GET /conferences/{id}/edit
pub async fn edit(user: CurrentUser, id: web::Path<ConferenceId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let found = load(&db, &user, *id).await?;
    policy::must(&user, Act::PrepareDocuments)?;
    if found.state != State::Planned {
        return Err(AppError::Illegal);
    }
    page(&form_page(&user, Some(*id), PlanForm::filled(&found), FieldErrors::default()))
}

/// GET /conferences/{id}/record
pub async fn record(user: CurrentUser, id: web::Path<ConferenceId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&record_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// The form as stored, or with what was typed.
pub async fn record_page(
    user: &CurrentUser,
    db: &Db,
    id: ConferenceId,
    typed: Option<HeldForm>,
    errors: FieldErrors,
) -> AppResult<RecordPage> {
    let found = load(db, user, id).await?;
    policy::must(user, Act::PrepareDocuments)?;
    let form = typed.unwrap_or_else(|| HeldForm::filled(&found));
    let shell = Shell::for_page(user, Menu::Conferences);
    Ok(RecordPage { shell, it: Detail::of(found, user.today), form, errors })
}

/// GET /conferences/{id}/print
pub async fn print(
    user: CurrentUser,
    id: web::Path<ById<ConferenceId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = id.id;
    let written = written(&user, &db, id, None).await?;
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/conferences/{id}"),
        address: format!("/conferences/{id}/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Conferences), bundle).await
}

/// The minutes of the newest conference, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    match db.read(store::newest).await? {
        Some(id) => written(user, db, id, Some(words)).await.map(Some),
        None => Ok(None),
    }
}

async fn written(user: &CurrentUser, db: &Db, id: ConferenceId, words: Option<Wording>) -> AppResult<Sample> {
    let found = load(db, user, id).await?;
    let day = found.held_on.unwrap_or(found.planned_on);
    let (object, by) = (Object::Conference(id), EventKind::ConferenceHeld);
    let issued = found.held_on.map(|day| Issued { object, by, day });
    let read = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::ConferenceMinutes, issued, day), Ok)?;
        Ok((letterhead(conn, day)?, words))
    });
    let (head, words) = read.await?;
    let (year, it) = (found.year, Detail::of(found, user.today));
    let said = words.with(values_of(year, &it));
    let papers = vec![minutes(&head, &it, &said)];
    Ok(Sample { of: format!("Biên bản {}", it.title), papers, missing: said.missing() })
}
