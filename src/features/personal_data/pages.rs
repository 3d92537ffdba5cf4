//! GET: what is stored of oneself, as a page and as a file; requests for correction for whoever answers them.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::corrections::{self, Correction};
use super::form::{AnswerForm, CorrectionForm};
use super::store::{self, Section};
use crate::db::Db;
use crate::domain::date::format_date_time;
use crate::domain::ids::CorrectionRequestId;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::people::ops::mask;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::paging::{PageQuery, Paging, page_number};
use crate::web::shell::{Menu, Shell};

/// Shown only in part on a page, whole in the file that its owner takes along.
const NATIONAL_ID: &str = "Số CCCD";

const FORMAT: TableFormat = TableFormat {
    name: "personal_data",
    columns: &[
        Column::required("register", "Sổ, danh sách", Kind::Line),
        Column::required("what", "Nội dung", Kind::Line),
        Column::required("value", "Dữ liệu", Kind::Line),
        Column::required("purpose", "Lưu để làm gì", Kind::Line),
    ],
};

const REQUESTS: TableFormat = TableFormat {
    name: "corrections",
    columns: &[
        Column::required("id", "Số", Kind::Line),
        Column::required("asker", "Người đề nghị", Kind::Line),
        Column::required("asked", "Lúc", Kind::Line),
        Column::required("words", "Đề nghị", Kind::Line),
        Column::required("answer", "Trả lời", Kind::Line),
    ],
};

/// A request in words.
pub struct Line {
    pub address: String,
    pub id: CorrectionRequestId,
    pub asker: String,
    pub asked: String,
    pub words: String,
    pub answer: String,
    pub answered: String,
    pub is_open: bool,
}

impl Line {
    fn of(it: &Correction) -> Self {
        Self {
            address: format!("/corrections/{}", it.id),
            id: it.id,
            asker: it.asker.clone(),
            asked: format_date_time(it.asked_at.and_utc()),
            words: it.words.clone(),
            answer: it.answer.clone(),
            answered: it.answered_at.map_or_else(String::new, |at| format_date_time(at.and_utc())),
            is_open: it.answered_at.is_none(),
        }
    }

    /// Where an act on this request is posted to.
    pub fn act(&self, act: &str) -> String {
        format!("{}/{act}", self.address)
    }
}

#[derive(Template)]
#[template(path = "personal_data/own.html")]
pub struct OwnPage {
    shell: Shell,
    sections: Vec<Section>,
    asked: Vec<Line>,
    form: CorrectionForm,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "personal_data/index.html")]
struct IndexPage {
    shell: Shell,
    lines: Vec<Line>,
    paging: Paging,
}

#[derive(Template)]
#[template(path = "personal_data/show.html")]
pub struct ShowPage {
    shell: Shell,
    line: Line,
    form: AnswerForm,
    errors: FieldErrors,
    may_answer: bool,
}

/// GET /account/data
pub async fn own(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&own_page(&user, &db, CorrectionForm::default(), FieldErrors::default()).await?)
}

pub async fn own_page(user: &CurrentUser, db: &Db, form: CorrectionForm, errors: FieldErrors) -> AppResult<OwnPage> {
    let (account, person) = (user.account.ok_or(AppError::NotFound)?, user.person);
    let read = db.read(move |conn| Ok((store::all(conn, account, person)?, corrections::of(conn, account)?)));
    let (mut sections, asked) = read.await?;
    for (what, how) in sections.iter_mut().flat_map(|section| &mut section.items) {
        if what.as_str() == NATIONAL_ID {
            *how = mask(how);
        }
    }
    let asked = asked.iter().map(Line::of).collect();
    Ok(OwnPage { shell: Shell::for_page(user, Menu::Elsewhere), sections, asked, form, errors })
}

/// GET /account/data.csv, /account/data.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (account, person) = (user.account.ok_or(AppError::NotFound)?, user.person);
    let sections = db.read(move |conn| store::all(conn, account, person)).await?;
    let rows_of = |section: Section| {
        let Section { title, why, items } = section;
        let row = move |(what, how): (String, String)| -> Vec<Value> {
            vec![title.into(), what.into(), how.into(), why.into()]
        };
        items.into_iter().map(row)
    };
    let rows = sections.into_iter().flat_map(rows_of).collect();
    lists::personal_file(&db, user.actor, "Dữ liệu cá nhân của mình", kind.into_inner(), &FORMAT, rows).await
}

/// GET /corrections
pub async fn index(user: CurrentUser, query: web::Query<PageQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCorrections)?;
    let all = db.read(corrections::all).await?;
    let paging = Paging::new("/corrections", &[], page_number(&query.page), all.len() as i64);
    let lines = paging.cut(all).iter().map(Line::of).collect();
    page(&IndexPage { shell: Shell::for_page(&user, Menu::Corrections), lines, paging })
}

/// GET /corrections.csv, /corrections.xlsx
pub async fn index_file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCorrections)?;
    let row = |it: Line| -> Vec<Value> {
        vec![it.id.to_string().into(), it.asker.into(), it.asked.into(), it.words.into(), it.answer.into()]
    };
    let rows = db.read(corrections::all).await?.iter().map(Line::of).map(row).collect();
    lists::personal_file(&db, user.actor, "Đề nghị sửa dữ liệu", kind.into_inner(), &REQUESTS, rows).await
}

/// GET /corrections/{id}
pub async fn show(user: CurrentUser, id: web::Path<CorrectionRequestId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&show_page(&user, &db, *id, AnswerForm::default(), FieldErrors::default()).await?)
}

pub async fn show_page(
    user: &CurrentUser,
    db: &Db,
    id: CorrectionRequestId,
    form: AnswerForm,
    errors: FieldErrors,
) -> AppResult<ShowPage> {
    policy::must(user, Act::SeeCorrections)?;
    let line = Line::of(&db.read(move |conn| corrections::find(conn, id)).await?);
    let may_answer = line.is_open && policy::may(user, Act::AnswerCorrections);
    Ok(ShowPage { shell: Shell::for_page(user, Menu::Corrections), line, form, errors, may_answer })
}
