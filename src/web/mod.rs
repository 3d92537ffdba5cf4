//! What every feature's pages share: who asks, what was posted, the frame around a page.

pub mod access_log;
pub mod assets;
pub mod attached;
pub mod autosave;
pub mod charts;
pub mod current_user;
pub mod entrance;
pub mod file_rows;
pub mod flash;
pub mod forms;
pub mod guard;
pub mod history;
pub mod host_cookies;
pub mod kept;
pub mod lists;
pub mod paging;
mod pictures;
pub mod posted;
pub mod qr;
pub mod sessions;
pub mod shell;
pub mod status;
pub mod steps;
pub mod uploaded;
pub mod waiting;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentDisposition, DispositionParam, DispositionType};
use askama::Template;

use crate::error::{AppError, AppResult, FieldErrors};
use crate::hash::hex;

/// The part `{id}` of an address, whatever other parts it has.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub struct ById<T> {
    pub id: T,
}

/// A page.
pub fn page(template: &impl Template) -> AppResult<HttpResponse> {
    with_status(StatusCode::OK, template)
}

/// The same page again with what is wrong and all that was typed.
pub fn page_with_errors(template: &impl Template) -> AppResult<HttpResponse> {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// The answer to a form: what was said on, or the page with the form again where something typed is wrong.
pub async fn or_form_again<P: Template>(
    answer: AppResult<HttpResponse>,
    again: impl AsyncFnOnce(FieldErrors) -> AppResult<P>,
) -> AppResult<HttpResponse> {
    match answer {
        Err(AppError::Fields(errors)) => page_with_errors(&again(errors).await?),
        other => other,
    }
}

/// A page that says why nothing was done: things have changed since they were read.
pub fn page_of_conflict(template: &impl Template) -> AppResult<HttpResponse> {
    with_status(StatusCode::CONFLICT, template)
}

fn with_status(status: StatusCode, template: &impl Template) -> AppResult<HttpResponse> {
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(template.render()?))
}

/// On to the next page after a POST.
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}

/// A file to keep: a list as CSV or XLSX.
pub fn download(file_name: &str, content_type: &'static str, body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(content_type)
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(file_name.to_owned())],
        })
        .body(body)
}

/// The login page that comes back to `next`.
pub fn login_address(next: &str) -> String {
    if next == "/" { "/login".to_owned() } else { format!("/login?next={}", percent_encode(next)) }
}

/// A value made fit for the query of an address.
pub fn percent_encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    push_percent_encoded(&mut encoded, value);
    encoded
}

/// Adds a value made fit for the query of an address: a table may hold thousands of addresses.
fn push_percent_encoded(address: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => address.push(byte as char),
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
}

/// Only an address of this program: `next=` must not lead elsewhere.
pub fn local_path(next: &str) -> &str {
    let is_local = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n', '\t']);
    if is_local { next } else { "/" }
}

/// 128 bits nobody can guess, as hexadecimal digits.
///
/// # Errors
/// As [`random_bytes`].
pub fn random_token() -> AppResult<String> {
    random_bytes(16).map(|bytes| hex(&bytes))
}

/// So many bytes nobody can guess.
///
/// # Errors
/// Where the operating system gives none: then nothing is made of what it left, which everybody could guess.
pub fn random_bytes(count: usize) -> AppResult<Vec<u8>> {
    filled(count, getrandom::fill)
}

fn filled(count: usize, fill: impl FnOnce(&mut [u8]) -> Result<(), getrandom::Error>) -> AppResult<Vec<u8>> {
    let mut bytes = vec![0; count];
    fill(&mut bytes).map_err(|error| AppError::Unexpected(anyhow::anyhow!("no random numbers: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_stays_in_the_house() {
        assert_eq!(local_path("/registrations?year=2014"), "/registrations?year=2014");
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nSet-Cookie: x"] {
            assert_eq!(local_path(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(random_token().unwrap(), random_token().unwrap());
        assert_eq!(random_token().unwrap().len(), 32);
    }

    #[test]
    fn without_random_numbers_nothing_is_made() {
        assert!(matches!(filled(16, |_| Err(getrandom::Error::UNSUPPORTED)), Err(AppError::Unexpected(_))));
    }
}
