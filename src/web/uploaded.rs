//! The only way to receive a file: like [`Posted`](super::posted::Posted), its form must carry the token
//! of the session.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::MultipartError;
use actix_multipart::form::bytes::Bytes;
use actix_multipart::form::text::Text;
use actix_multipart::form::{MultipartForm, MultipartFormConfig};
use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};

use super::attached::{self, Accepted};
use super::file_rows::FileRow;
use super::posted::{check_token, in_time};
use super::sessions::TOKEN;
use crate::data_folder::attachments::{Attachments, Kept};
use crate::db::{Connection, Db, FormNumber, Tx, off_thread};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::Actor;

/// Files above this are refused (SECURITY.md F1).
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;
/// Room for the other fields and what lies between the parts.
const FIELDS: usize = 16 * 1024;

#[derive(MultipartForm)]
struct Parts {
    #[multipart(rename = "_token")]
    token: Option<Text<String>>,
    #[multipart(rename = "_number")]
    number: Option<Text<String>>,
    kind: Option<Text<String>>,
    file: Option<Bytes>,
}

/// A form with one file.
pub struct Uploaded {
    /// What the file is said to be.
    pub kind: String,
    /// As the browser names it; empty when no file was chosen.
    pub file_name: String,
    pub bytes: web::Bytes,
    /// Lets `Db::carry_out` do it once.
    pub number: FormNumber,
}

/// How much is read before a form is refused; to be given to the application.
pub fn limits() -> MultipartFormConfig {
    MultipartFormConfig::default().total_limit(LARGEST_FILE + FIELDS).memory_limit(LARGEST_FILE + FIELDS)
}

impl FromRequest for Uploaded {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let session = request.get_session();
        let parts = MultipartForm::<Parts>::from_request(request, payload);
        let path = request.uri().path().to_owned();
        let attachments = request.app_data::<web::Data<Attachments>>().cloned();
        Box::pin(async move {
            // What is left on a disk that is nearly full is for the database.
            if let Some(attachments) = attachments
                && !attachments.has_room().await?
            {
                return Err(AppError::DiskFull);
            }
            let MultipartForm(parts) = in_time(parts).await?.map_err(|error| refusal(&error))?;
            let words = |part: Option<Text<String>>| part.map(Text::into_inner).unwrap_or_default();
            let kind = words(parts.kind);
            let token: Option<String> = session.get(TOKEN).ok().flatten();
            let fields = [("_token".to_owned(), words(parts.token)), ("kind".to_owned(), kind.clone())];
            check_token(&fields, token.as_deref(), &path)?;
            let (file_name, bytes) = match parts.file {
                Some(file) => (file.file_name.unwrap_or_default(), file.data),
                None => Default::default(),
            };
            let number = FormNumber(format!("{path} {}", words(parts.number)));
            Ok(Self { kind, file_name, bytes, number })
        })
    }
}

/// Keeps the file of a form where it may be kept: `add` makes its row. Answers `back`.
///
/// # Errors
/// `Fields` at `file` with what is wrong with it.
pub async fn attach<F>(
    db: &Db,
    attachments: &Attachments,
    actor: Actor,
    upload: Uploaded,
    is_known: fn(&mut Connection, &str) -> AppResult<bool>,
    back: String,
    add: F,
) -> AppResult<String>
where
    F: FnOnce(&mut Tx, &Accepted, &Kept) -> AppResult<()> + Send + 'static,
{
    let Uploaded { file_name, bytes, number, .. } = upload;
    let file = accept(file_name, &bytes).await?.map_err(|wrong| FieldErrors::one("file", wrong))?;
    let work = move |tx: &mut Tx, kept: &Kept| add(tx, &file, kept).map(|()| back);
    keep(db, attachments, actor, (bytes, number), is_known, work).await
}

/// Looks through a file off the threads that answer: a package unfolds to many times its size.
pub async fn accept(file_name: String, bytes: &web::Bytes) -> AppResult<Result<Accepted, String>> {
    let bytes = bytes.clone();
    off_thread(move || Ok(attached::accept(&file_name, &bytes))).await
}

/// Keeps an accepted file: it is written first, then `work` makes its row; without a row, which `is_known` looks for,
/// it is removed again.
pub async fn keep<F>(
    db: &Db,
    attachments: &Attachments,
    actor: Actor,
    (bytes, number): (web::Bytes, FormNumber),
    is_known: fn(&mut Connection, &str) -> AppResult<bool>,
    work: F,
) -> AppResult<String>
where
    F: FnOnce(&mut Tx, &Kept) -> AppResult<String> + Send + 'static,
{
    let kept = attachments.keep(bytes).await?;
    let name = kept.name.clone();
    let done = db.carry_out(actor, number, move |tx| work(tx, &kept)).await;
    // Refused, or a second copy of a form that was carried out already.
    let of_row = name.clone();
    if !db.read(move |conn| is_known(conn, &of_row)).await? {
        attachments.remove(&name, db.clock).await?;
    }
    done
}

/// Gives a file back under the name people know.
pub async fn give<Id>(attachments: &Attachments, file: &FileRow<Id>) -> AppResult<HttpResponse> {
    let body = attachments.read(&file.stored_name).await?;
    Ok(attached::give(&file.file_name, &file.media_type, body))
}

fn refusal(error: &actix_web::Error) -> AppError {
    match error.as_error::<MultipartError>() {
        Some(MultipartError::Payload(PayloadError::Overflow)) => AppError::TooLarge,
        _ => AppError::BadRequest("Tệp gửi lên không đọc được. Mở lại trang, chọn lại tệp rồi gửi lại."),
    }
}

/// Carries out what takes files away, and then removes them.
pub async fn without<F>(
    db: &Db,
    attachments: &Attachments,
    actor: Actor,
    number: FormNumber,
    location: String,
    work: F,
) -> AppResult<String>
where
    F: FnOnce(&mut Tx) -> AppResult<Vec<String>> + Send + 'static,
{
    let (sender, receiver) = std::sync::mpsc::channel();
    let work = move |tx: &mut Tx| {
        // The receiver waits below, in this very request.
        let _ = sender.send(work(tx)?);
        Ok(location)
    };
    let location = db.carry_out(actor, number, work).await?;
    for stored_name in receiver.try_recv().unwrap_or_default() {
        attachments.remove(&stored_name, db.clock).await?;
    }
    Ok(location)
}
