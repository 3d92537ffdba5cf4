//! Over HTTPS every cookie bears the prefix `__Host-`: the browser then keeps it for this very host, secure and for
//! all its pages, and no other site of the same domain can slip one in (SECURITY.md S5). Inside they have their plain names.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::middleware::Next;

use super::{entrance, flash, sessions};

const PREFIX: &str = "__Host-";
const OURS: [&str; 2] = [sessions::COOKIE, flash::COOKIE];

/// Takes the prefix off what comes in over HTTPS, and puts it on what goes out.
pub async fn prefix(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if !entrance::is_secure(request.request()) {
        return next.call(request).await;
    }
    take_off(request.headers_mut());
    let mut response = next.call(request).await?;
    put_on(response.headers_mut());
    Ok(response)
}

/// One of ours without the prefix was not set over HTTPS, and is left out.
fn take_off(headers: &mut HeaderMap) {
    let sent: Vec<String> =
        headers.get_all(header::COOKIE).filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
    let kept: Vec<&str> = sent
        .iter()
        .flat_map(|value| value.split(';'))
        .map(str::trim)
        .filter_map(|cookie| match cookie.strip_prefix(PREFIX) {
            Some(inside) => Some(inside),
            None => (!OURS.contains(&name_of(cookie))).then_some(cookie),
        })
        .collect();
    headers.remove(header::COOKIE);
    if let Ok(value) = HeaderValue::from_str(&kept.join("; ")) {
        headers.insert(header::COOKIE, value);
    }
}

fn put_on(headers: &mut HeaderMap) {
    let set: Vec<HeaderValue> = headers.remove(header::SET_COOKIE).collect();
    for value in set {
        let prefixed = value
            .to_str()
            .ok()
            .filter(|cookie| OURS.contains(&name_of(cookie)))
            .and_then(|cookie| HeaderValue::from_str(&format!("{PREFIX}{cookie}; Secure")).ok());
        headers.append(header::SET_COOKIE, prefixed.unwrap_or(value));
    }
}

fn name_of(cookie: &str) -> &str {
    cookie.split('=').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_prefixed_cookies_of_ours_come_in() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("id=slipped-in; __Host-id=right; other=1"));
        headers.append(header::COOKIE, HeaderValue::from_static("flash=slipped-in"));
        take_off(&mut headers);
        let sent: Vec<_> = headers.get_all(header::COOKIE).collect();
        assert_eq!(sent, ["id=right; other=1"]);
    }

    #[test]
    fn ours_go_out_prefixed_and_secure() {
        let mut headers = HeaderMap::new();
        headers.append(header::SET_COOKIE, HeaderValue::from_static("id=x; HttpOnly; Path=/"));
        headers.append(header::SET_COOKIE, HeaderValue::from_static("other=x"));
        put_on(&mut headers);
        let set: Vec<_> = headers.get_all(header::SET_COOKIE).collect();
        assert_eq!(set, ["__Host-id=x; HttpOnly; Path=/; Secure", "other=x"]);
    }
}
