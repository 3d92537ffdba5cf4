//! What every answer carries and every POST must show (SECURITY.md §3).

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, web};

use crate::error::AppError;

const HEADERS: &[(HeaderName, &str)] = &[
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Adds the headers to every answer; what is behind the login is never stored by a browser.
pub async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // An attached file brings a stricter policy of its own.
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

/// The names under which this program answers, without port, in small letters.
#[derive(Debug, Clone)]
pub struct Hosts(Vec<String>);

impl Hosts {
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Self(names.into_iter().map(|name| name.as_ref().to_lowercase()).collect())
    }

    fn knows(&self, host_header: &str) -> bool {
        let name = without_port(host_header).to_lowercase();
        self.0.contains(&name)
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Refuses requests to another name, without saying it back: a page reached through a foreign name
/// would otherwise hand its addresses and cookies to whoever owns that name.
pub async fn known_host(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let named = header_of(&request, header::HOST).unwrap_or_default();
    let is_known = request.app_data::<web::Data<Hosts>>().is_some_and(|hosts| hosts.knows(named));
    if !is_known {
        return Ok(request.error_response(AppError::WrongHost).map_into_right_body());
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

/// Sent by a script without anybody's asking, such as a draft that saves itself: no sign that somebody is at work.
pub fn is_background(request: &HttpRequest) -> bool {
    request.headers().contains_key("X-Background")
}

/// A POST from another site is refused before anything reads it.
pub async fn same_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if *request.method() == Method::POST && !is_from_here(&request) {
        return Ok(request.error_response(AppError::StaleForm(Vec::new())).map_into_right_body());
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

/// Browsers say where a form came from: `Sec-Fetch-Site`, older ones `Origin`.
fn is_from_here(request: &ServiceRequest) -> bool {
    if let Some(site) = header_of(request, HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let (Some(origin), Some(host)) = (header_of(request, header::ORIGIN), header_of(request, header::HOST)) else {
        return false;
    };
    origin.split_once("://").is_some_and(|(_, from)| from == host)
}

fn header_of(request: &ServiceRequest, name: HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Where a request came from, for the audit log.
pub fn address_of(request: &actix_web::HttpRequest) -> String {
    request.peer_addr().map_or_else(String::new, |address| address.ip().to_string())
}

/// The path and query asked for.
pub fn asked_for(request: &actix_web::HttpRequest) -> String {
    request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn hosts_are_compared_without_port_and_case() {
        let hosts = Hosts::new(["localhost", "ThiDua.local", "[::1]"]);
        for known in ["localhost", "localhost:8080", "thidua.LOCAL:80", "[::1]", "[::1]:8080"] {
            assert!(hosts.knows(known), "{known}");
        }
        for unknown in ["", "evil.example", "localhost.evil.example", "localhost:evil", "[::2]:80"] {
            assert!(!hosts.knows(unknown), "{unknown}");
        }
    }

    #[test]
    fn only_forms_of_this_site_count() {
        let site = |site| TestRequest::post().insert_header(("Sec-Fetch-Site", site)).to_srv_request();
        assert!(is_from_here(&site("same-origin")));
        assert!(!is_from_here(&site("cross-site")));
        assert!(!is_from_here(&site("same-site")));
        let origin = |origin| {
            TestRequest::post()
                .insert_header(("Host", "td.local:8080"))
                .insert_header(("Origin", origin))
                .to_srv_request()
        };
        assert!(is_from_here(&origin("http://td.local:8080")));
        assert!(!is_from_here(&origin("http://evil.example")));
        assert!(!is_from_here(&TestRequest::post().to_srv_request()));
    }
}
