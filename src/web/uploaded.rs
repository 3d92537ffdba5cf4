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
use actix_web::{FromRequest, HttpRequest};

use super::posted::check_token;
use super::sessions::TOKEN;
use crate::db::FormNumber;
use crate::error::AppError;

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
    pub bytes: actix_web::web::Bytes,
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
        Box::pin(async move {
            let MultipartForm(parts) = parts.await.map_err(|error| refusal(&error))?;
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

fn refusal(error: &actix_web::Error) -> AppError {
    match error.as_error::<MultipartError>() {
        Some(MultipartError::Payload(PayloadError::Overflow)) => AppError::TooLarge,
        _ => AppError::BadRequest("Tệp gửi lên không đọc được. Mở lại trang, chọn lại tệp rồi gửi lại."),
    }
}
