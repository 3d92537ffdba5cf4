//! "Đã lưu nháp lúc 10:32.": said once, on the page after the act. It travels in a signed cookie, so
//! showing it writes nothing.

use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite, time};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, web};

use super::see_other;

pub const COOKIE: &str = "flash";

/// On to `location`, where `words` are shown.
pub fn said(request: &HttpRequest, location: &str, words: &str) -> HttpResponse {
    let mut response = see_other(location);
    let Some(key) = request.app_data::<web::Data<Key>>() else {
        return response;
    };
    let mut jar = CookieJar::new();
    jar.signed_mut(key).add(Cookie::new(COOKIE, words.to_owned()));
    if let Some(signed) = jar.get(COOKIE) {
        // Encoded after signing: a request's cookies are decoded before the signature is checked.
        let cookie = Cookie::build(COOKIE, super::percent_encode(signed.value()))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .max_age(time::Duration::minutes(1))
            .finish();
        // A value that cannot be a header is only a lost message.
        let _ = response.add_cookie(&cookie);
    }
    response
}

/// What the last act said, if it is ours.
pub fn read(request: &HttpRequest) -> Option<String> {
    let key = request.app_data::<web::Data<Key>>()?;
    let mut jar = CookieJar::new();
    jar.add_original(request.cookie(COOKIE)?);
    Some(jar.signed(key).get(COOKIE)?.value().to_owned())
}

/// Forgets the words once a page has shown them.
pub async fn forget(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let shown = request.cookie(COOKIE).is_some() && request.method() == actix_web::http::Method::GET;
    let mut response = next.call(request).await?;
    if shown && response.status().is_success() && !response.request().path().starts_with("/assets/") {
        let mut gone = Cookie::build(COOKIE, "").path("/").http_only(true).same_site(SameSite::Lax).finish();
        gone.make_removal();
        response.response_mut().add_cookie(&gone)?;
    }
    Ok(response)
}
