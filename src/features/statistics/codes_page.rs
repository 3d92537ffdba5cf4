//! GET: the codes of the forms of a circular, and who receives them.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::form::{code_field, receiver_field};
use super::store;
use crate::db::Db;
use crate::domain::event::Object;
use crate::domain::law::{StatisticsForm, StatisticsRegime, catalogue};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::history::HistoryEntry;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Template)]
#[template(path = "statistics/codes.html")]
pub struct CodesPage {
    pub shell: Shell,
    pub document: &'static str,
    /// Whether nobody knows from when it is in force, so that no year is reported under it.
    pub is_undated: bool,
    /// Where the form is sent.
    pub action: String,
    /// The other circulars with their addresses.
    pub others: Vec<(&'static str, String)>,
    pub lines: Vec<CodeLine>,
    pub form: TypedFields,
    pub errors: FieldErrors,
    pub can_edit: bool,
    pub history: Vec<HistoryEntry>,
}

/// One form of the circular.
pub struct CodeLine {
    pub title: &'static str,
    pub code: String,
    pub receiver: String,
    /// Who receives it where nothing is typed.
    pub usual: &'static str,
}

impl CodeLine {
    fn of(form: &'static StatisticsForm) -> Self {
        let (code, receiver) = (code_field(&form.code), receiver_field(&form.code));
        Self { title: &form.title, code, receiver, usual: &form.receiver }
    }

    pub fn receiver_hint(&self) -> String {
        format!("Để trống thì in {}.", self.usual)
    }
}

pub fn address(regime: &StatisticsRegime) -> String {
    format!("/statistics/codes/{}", regime.code)
}

/// # Errors
/// `NotFound` for a circular that the catalogue does not know.
pub fn regime_of_code(code: &str) -> AppResult<&'static StatisticsRegime> {
    catalogue().statistics_regimes.iter().find(|regime| regime.code == code).ok_or(AppError::NotFound)
}

/// GET /statistics/codes/{regime}
pub async fn codes(user: CurrentUser, regime: web::Path<String>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeSettings)?;
    page(&codes_page(&user, &db, regime_of_code(&regime)?, None, FieldErrors::default()).await?)
}

/// The page as stored, or with what was `typed` and what is wrong with it.
pub async fn codes_page(
    user: &CurrentUser,
    db: &Db,
    regime: &'static StatisticsRegime,
    typed: Option<TypedFields>,
    errors: FieldErrors,
) -> AppResult<CodesPage> {
    let found = db.read(|conn| {
        let stored = store::codes(conn, &regime.code)?;
        Ok((stored, history::version(conn, Object::StatisticsCodes)?, history::of(conn, Object::StatisticsCodes)?))
    });
    let (stored, version, history) = found.await?;
    let stored = || {
        let mut form = TypedFields::default();
        form.set("version", version.to_string());
        for it in stored {
            form.set(code_field(&it.form), it.code);
            form.set(receiver_field(&it.form), it.receiver);
        }
        form
    };
    let others = catalogue().statistics_regimes.iter().filter(|it| it.code != regime.code);
    Ok(CodesPage {
        shell: Shell::for_page(user, Menu::Statistics),
        document: &regime.document,
        is_undated: regime.is_undated(),
        action: address(regime),
        others: others.map(|it| (it.document.as_str(), address(it))).collect(),
        lines: catalogue().statistics_forms_of(regime).map(CodeLine::of).collect(),
        form: typed.unwrap_or_else(stored),
        errors,
        can_edit: policy::may(user, Act::KeepSettings),
        history,
    })
}
