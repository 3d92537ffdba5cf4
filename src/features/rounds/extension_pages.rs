//! GET: who was given more time to register, the form that gives it, the check before it is taken back.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::form::{ExtensionForm, WithdrawalForm};
use super::ops::{self, Extension};
use super::pages::YearQuery;
use crate::db::Db;
use crate::domain::date::format_date;
use crate::domain::ids::RegistrationExtensionId;
use crate::domain::subject::SubjectKind;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::features::years;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

const FORMAT: TableFormat = TableFormat {
    name: "registration_extensions",
    columns: &[
        Column::required("year", "Năm", Kind::YEAR),
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::required("subject_name", "Họ và tên, tên đơn vị", Kind::Line),
        Column::required("until", "Gia hạn đến ngày", Kind::Date),
        Column::required("reason", "Lý do", Kind::Paragraphs),
        Column::required("granted_by", "Người gia hạn", Kind::Line),
        Column::required("granted_on", "Ngày gia hạn", Kind::Date),
        Column::optional("withdrawn_on", "Ngày thu hồi", Kind::Date),
        Column::optional("withdrawn_because", "Lý do thu hồi", Kind::Paragraphs),
    ],
};

/// An extension in words.
pub struct Line {
    pub id: String,
    pub year: String,
    pub name: String,
    pub until: String,
    pub reason: String,
    pub by: String,
    /// "Thu hồi ngày 05/12/2014: …"; empty while it gives time.
    pub withdrawn: String,
}

impl Line {
    fn of(it: &Extension) -> Self {
        let whole = if it.subject_kind == SubjectKind::Unit { " và toàn bộ cán bộ" } else { "" };
        let withdrawn = |on| format!("Thu hồi ngày {}. {}", format_date(on), it.withdrawn_because);
        Self {
            id: it.id.to_string(),
            year: it.year.to_string(),
            name: format!("{}{whole}", it.subject_name),
            until: format_date(it.until),
            reason: it.reason.clone(),
            by: format!("{}, {}", it.granted_by, format_date(it.granted_on)),
            withdrawn: it.withdrawn_on.map_or_else(String::new, withdrawn),
        }
    }
}

#[derive(Template)]
#[template(path = "rounds/extensions.html")]
pub struct IndexPage {
    shell: Shell,
    errors: FieldErrors,
    year: String,
    years: Vec<Choice>,
    due: String,
    lines: Vec<Line>,
    form: ExtensionForm,
    can_edit: bool,
}

#[derive(Template)]
#[template(path = "rounds/withdrawal.html")]
pub struct WithdrawalPage {
    shell: Shell,
    errors: FieldErrors,
    line: Line,
    form: WithdrawalForm,
}

impl WithdrawalPage {
    fn action(&self) -> String {
        format!("/rounds/extensions/{}/withdrawal", self.line.id)
    }
}

/// GET /rounds/extensions
pub async fn index(user: CurrentUser, query: web::Query<YearQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    page(&index_page(&user, &db, query.into_inner().year, None, FieldErrors::default()).await?)
}

/// The list with the form that adds to it, fresh or with what is wrong.
pub async fn index_page(
    user: &CurrentUser,
    db: &Db,
    asked: String,
    typed: Option<ExtensionForm>,
    errors: FieldErrors,
) -> AppResult<IndexPage> {
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &asked, today)?;
        Ok((years::ops::find(conn, year)?, ops::extensions(conn, year)?, years::ops::choices(conn)?))
    });
    let (it, extensions, years) = found.await?;
    let year = it.year.to_string();
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Years),
        errors,
        years,
        due: format_date(it.registration_due_on),
        lines: extensions.iter().map(Line::of).collect(),
        form: typed.unwrap_or(ExtensionForm { year: year.clone(), ..ExtensionForm::default() }),
        can_edit: it.state == years::ops::State::Open && policy::may(user, Act::KeepSettings),
        year,
    })
}

/// GET /rounds/extensions.csv, .xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<YearQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    let today = user.today;
    let found = db.read(move |conn| {
        let year = years::ops::asked_or_current(conn, &query.year, today)?;
        ops::extensions(conn, year)
    });
    let row = |it: Extension| -> Vec<Value> {
        vec![
            it.year.0.into(),
            it.subject_code.into(),
            it.subject_name.into(),
            it.until.into(),
            it.reason.into(),
            it.granted_by.into(),
            it.granted_on.into(),
            it.withdrawn_on.into(),
            it.withdrawn_because.into(),
        ]
    };
    let rows: Vec<_> = found.await?.into_iter().map(row).collect();
    lists::personal_file(&db, user.actor, "Gia hạn đăng ký", kind.into_inner(), &FORMAT, rows).await
}

/// GET /rounds/extensions/{id}/withdrawal
pub async fn withdrawal(
    user: CurrentUser,
    id: web::Path<RegistrationExtensionId>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepSettings)?;
    page(&withdrawal_page(&user, &db, *id, WithdrawalForm::default(), FieldErrors::default()).await?)
}

pub async fn withdrawal_page(
    user: &CurrentUser,
    db: &Db,
    id: RegistrationExtensionId,
    form: WithdrawalForm,
    errors: FieldErrors,
) -> AppResult<WithdrawalPage> {
    let it = db.read(move |conn| ops::extension(conn, id)).await?;
    if it.withdrawn_on.is_some() {
        return Err(AppError::Illegal);
    }
    Ok(WithdrawalPage { shell: Shell::for_page(user, Menu::Years), errors, line: Line::of(&it), form })
}
