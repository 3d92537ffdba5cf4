//! GET: the check before a document is sent, and the form to take one back.

use actix_web::{HttpResponse, web};

use super::files;
use super::pages::{load, load_draft};
use super::readers::{self, Asked};
use super::store;
use super::view::*;
use crate::db::Db;
use crate::domain::document::State;
use crate::domain::ids::DocumentId;
use crate::domain::number::format_whole;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};
use crate::web::steps::RemovalForm;

/// GET /documents/{id}/sending
pub async fn sending(user: CurrentUser, id: web::Path<DocumentId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&sending_page(&user, &db, *id, FieldErrors::default()).await?)
}

pub async fn sending_page(user: &CurrentUser, db: &Db, id: DocumentId, errors: FieldErrors) -> AppResult<SendingPage> {
    let document = load_draft(db, user, id).await?;
    let asked = Asked { unit: None, unread_only: false, today: user.today };
    let found = db.read(move |conn| {
        let people: i64 = readers::counts(conn, &document, asked)?.iter().map(|unit| unit.people).sum();
        let it = Detail::of(&document, &store::units_of(conn, id)?);
        Ok((it, people, files::of(conn, id)?.len()))
    });
    let (it, people, files) = found.await?;
    let shell = Shell::for_page(user, Menu::Documents);
    Ok(SendingPage { shell, it, errors, files, people: format_whole(people) })
}

/// GET /documents/{id}/withdrawal
pub async fn withdrawal(user: CurrentUser, id: web::Path<DocumentId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&withdrawal_page(&user, &db, *id, None, FieldErrors::default()).await?)
}

/// The form, fresh or with what was typed.
pub async fn withdrawal_page(
    user: &CurrentUser,
    db: &Db,
    id: DocumentId,
    typed: Option<RemovalForm>,
    errors: FieldErrors,
) -> AppResult<WithdrawalPage> {
    let document = load(db, user, id).await?;
    policy::must(user, Act::PrepareDocuments)?;
    if document.state != State::Sent {
        return Err(AppError::Illegal);
    }
    let form = typed.unwrap_or(RemovalForm { version: document.version, note: String::new() });
    let shell = Shell::for_page(user, Menu::Documents);
    Ok(WithdrawalPage { shell, it: Detail::of(&document, &[]), form, errors })
}
