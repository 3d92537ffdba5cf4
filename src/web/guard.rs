//! What every answer carries and every POST must show (SECURITY.md §3).

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest};

use super::{entrance, local_path};
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

/// Browsers come back over HTTPS alone, other programs of the host aside.
const HTTPS_FOR_A_YEAR: &str = "max-age=31536000";

/// Adds the headers to every answer; what is behind the login is never stored by a browser.
pub async fn headers(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_secure = entrance::is_secure(request.request());
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    if is_secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_FOR_A_YEAR));
    }
    add_headers(headers);
    Ok(response)
}

/// What an answer does not say by itself.
pub fn add_headers(headers: &mut HeaderMap) {
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
}

/// A fault in a handler is told like any other, and ends neither the connection nor the program.
pub async fn catch_panic(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let path = request.path().to_owned();
    let mut answer = Box::pin(next.call(request));
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(Err(AppError::Unexpected(anyhow::anyhow!("a panic at {path}")).into())),
    })
    .await
}

/// Refuses requests to another name, without saying it back: a page reached through a foreign name
/// would otherwise hand its addresses and cookies to whoever owns that name.
pub async fn known_host(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_known = entrance::of(request.request()).is_some_and(|entrance| entrance.knows(request.request()));
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
        return Ok(request.error_response(AppError::StaleForm(None)).map_into_right_body());
    }
    next.call(request).await.map(ServiceResponse::map_into_left_body)
}

/// Browsers say where a form came from: `Sec-Fetch-Site`, older ones `Origin`.
fn is_from_here(request: &ServiceRequest) -> bool {
    if let Some(site) = header_of(request, HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let entrance = entrance::of(request.request());
    let host = entrance.and_then(|entrance| entrance.host(request.request()));
    let (Some(origin), Some(host)) = (header_of(request, header::ORIGIN), host) else {
        return false;
    };
    let is_secure = entrance::is_secure(request.request());
    origin.split_once("://").is_some_and(|(scheme, from)| from == host && (scheme == "https" || !is_secure))
}

fn header_of(request: &ServiceRequest, name: HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Where a request came from, for the audit log.
pub fn address_of(request: &actix_web::HttpRequest) -> String {
    let address = entrance::of(request).and_then(|entrance| entrance.address(request));
    address.map_or_else(String::new, |address| address.to_string())
}

/// The page of ours that a form was sent from; "/" where the browser does not say.
pub fn came_from(request: &HttpRequest) -> String {
    let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
    let behind_scheme = referer.and_then(|address| address.split_once("://"));
    let path = behind_scheme.and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    local_path(path.unwrap_or("/")).to_owned()
}

/// The path and query asked for.
pub fn asked_for(request: &actix_web::HttpRequest) -> String {
    request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::entrance::{Entrance, Hosts};
    use actix_web::test::TestRequest;
    use actix_web::web::Data;

    #[actix_web::test]
    async fn a_panic_is_a_page_with_a_code_and_the_next_request_is_answered() {
        use actix_web::body::to_bytes;
        use actix_web::middleware::from_fn;
        use actix_web::test::{call_service, init_service, try_call_service};
        use actix_web::web::get;
        async fn broken() -> String {
            Vec::<String>::new().remove(0)
        }
        let app = actix_web::App::new()
            .route("/broken", get().to(broken))
            .route("/whole", get().to(async || "whole"))
            .wrap(from_fn(catch_panic));
        let service = init_service(app).await;
        let fault = try_call_service(&service, TestRequest::get().uri("/broken").to_request()).await.err().unwrap();
        let page = fault.error_response();
        assert_eq!(page.status(), 500);
        assert!(page.headers().contains_key(header::CONTENT_SECURITY_POLICY));
        let body = to_bytes(page.into_body()).await.unwrap();
        let body = String::from_utf8_lossy(&body);
        assert!(body.contains("Hệ thống gặp lỗi") && !body.contains("removal index"), "{body}");
        assert_eq!(call_service(&service, TestRequest::get().uri("/whole").to_request()).await.status(), 200);
    }

    #[test]
    fn a_form_comes_from_a_page_of_ours() {
        let from = |referer| came_from(&TestRequest::post().insert_header(("Referer", referer)).to_http_request());
        assert_eq!(from("http://td.local:8080/registrations/new?year=2014"), "/registrations/new?year=2014");
        assert_eq!(from("https://evil.example//evil.example"), "/");
        assert_eq!(from("about:blank"), "/");
        assert_eq!(came_from(&TestRequest::post().to_http_request()), "/");
    }

    #[test]
    fn only_forms_of_this_site_count() {
        let site = |site| TestRequest::post().insert_header(("Sec-Fetch-Site", site)).to_srv_request();
        assert!(is_from_here(&site("same-origin")));
        assert!(!is_from_here(&site("cross-site")));
        assert!(!is_from_here(&site("same-site")));
        let origin = |origin| {
            TestRequest::post()
                .app_data(Data::new(Entrance::plain(Hosts::new(["td.local"]))))
                .insert_header(("Host", "td.local:8080"))
                .insert_header(("Origin", origin))
                .to_srv_request()
        };
        assert!(is_from_here(&origin("http://td.local:8080")));
        assert!(!is_from_here(&origin("http://evil.example")));
        assert!(!is_from_here(&TestRequest::post().to_srv_request()));
    }
}
