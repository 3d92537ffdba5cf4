//! The only way to receive a form: it must carry the token of the session, once.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;

use super::current_user::CurrentUser;
use super::kept::Kept;
use super::sessions::TOKEN;
use crate::db::{Db, FormNumber, Tx};
use crate::error::{AppError, AppResult, FieldErrors};

/// Bodies of forms above this are refused.
pub const LIMIT: usize = 256 * 1024;
const MOST_FIELDS: usize = 1_000;
/// Ours are shorter.
const MOST_OF_NUMBER: usize = 64;
/// A form that takes longer to arrive is given up: a connection that trickles holds up a worker for nobody.
const SLOWEST: Duration = Duration::from_secs(30);

/// A form whose token was right.
pub struct Posted<T> {
    pub form: T,
    /// Lets `Db::carry_out` do it once.
    pub number: FormNumber,
}

impl<T: DeserializeOwned + 'static> FromRequest for Posted<T> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let session = request.get_session();
        let body = web::Bytes::from_request(request, payload);
        let path = request.uri().path().to_owned();
        Box::pin(async move {
            let body = in_time(body).await?.map_err(|_| AppError::TooLarge)?;
            let fields = fields_of(&body)?;
            let token: Option<String> = session.get(TOKEN).ok().flatten();
            check_token(&fields, token.as_deref(), &path)?;
            let form = serde_html_form::from_bytes(&body).map_err(|_| {
                AppError::BadRequest("Biểu mẫu gửi lên thiếu hoặc lặp trường. Mở lại trang rồi gửi lại.")
            })?;
            let number: String = value(&fields, "_number").unwrap_or_default().chars().take(MOST_OF_NUMBER).collect();
            Ok(Self { form, number: FormNumber(format!("{path} {number}")) })
        })
    }
}

/// What a request sends, where it arrives in time.
///
/// # Errors
/// `BadRequest` after half a minute.
pub async fn in_time<F: Future>(sent: F) -> AppResult<F::Output> {
    within(SLOWEST, sent).await
}

async fn within<F: Future>(time: Duration, sent: F) -> AppResult<F::Output> {
    let late = AppError::BadRequest("Dữ liệu gửi lên quá chậm nên chưa ghi gì. Kiểm tra đường truyền rồi gửi lại.");
    actix_web::rt::time::timeout(time, sent).await.map_err(|_| late)
}

/// Name and value of everything posted.
pub fn fields_of(body: &[u8]) -> Result<Vec<(String, String)>, AppError> {
    let fields: Vec<(String, String)> =
        serde_html_form::from_bytes(body).map_err(|_| AppError::BadRequest("Biểu mẫu gửi lên không đọc được."))?;
    if fields.len() > MOST_FIELDS {
        return Err(AppError::BadRequest("Biểu mẫu có quá nhiều trường."));
    }
    Ok(fields)
}

/// A wrong token shows the text again instead of losing it. Passwords are never shown.
pub fn check_token(fields: &[(String, String)], token: Option<&str>, path: &str) -> Result<(), AppError> {
    let sent = value(fields, "_token");
    if sent.is_some() && sent == token {
        return Ok(());
    }
    let again = Kept::of(path, "/", fields).with_token(token.unwrap_or_default())?;
    Err(AppError::StaleForm(Some(Box::new(again))))
}

/// A verb with what was accepted of the form, then on to `location`.
pub async fn carry_out<T, F>(
    user: &CurrentUser,
    db: &Db,
    number: FormNumber,
    accepted: Result<T, FieldErrors>,
    location: String,
    verb: F,
) -> AppResult<String>
where
    T: Send + 'static,
    F: FnOnce(&mut Tx, T) -> AppResult<()> + Send + 'static,
{
    let accepted = accepted?;
    db.carry_out(user.actor.clone(), number, move |tx: &mut Tx| verb(tx, accepted).map(|()| location)).await
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The form of a button that sends nothing but itself.
#[derive(Debug, serde::Deserialize)]
pub struct Nothing {}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(token: &str) -> Vec<(String, String)> {
        [("_token", token), ("title", "Sổ tay"), ("new_password", "bí mật")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec()
    }

    #[actix_web::test]
    async fn what_arrives_too_slowly_is_given_up() {
        let never = std::future::pending::<()>();
        assert!(matches!(within(Duration::from_millis(1), never).await, Err(AppError::BadRequest(_))));
        assert_eq!(in_time(async { 7 }).await.ok(), Some(7));
    }

    #[test]
    fn the_right_token_passes() {
        assert!(check_token(&fields("t"), Some("t"), "/x").is_ok());
    }

    #[test]
    fn a_wrong_token_keeps_the_text_but_no_password() {
        for token in [Some("other"), None] {
            let Err(AppError::StaleForm(Some(again))) = check_token(&fields("t"), token, "/x") else { panic!() };
            assert_eq!(again.shown().collect::<Vec<_>>(), [("title", "Sổ tay")]);
            assert_eq!((again.action(), again.token.as_str()), ("/x", token.unwrap_or_default()));
        }
        let Err(AppError::StaleForm(Some(again))) = check_token(&fields("t"), None, "/council-meetings/1/ballot")
        else {
            panic!()
        };
        assert_eq!(again.shown().count(), 0);
    }
}
