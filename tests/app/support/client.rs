//! A browser without a screen: keeps cookies, sends the tokens its forms would carry.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::cookie::{Cookie, CookieJar, Key};
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use thidua::app;
use thidua::data_folder::attachments::Attachments;
use thidua::data_folder::ballot_keys::BallotKeys;
use thidua::db::Db;
use thidua::error::AppResult;
use thidua::web::access_log::AccessLog;
use thidua::web::entrance::{Entrance, Hosts};

const HOST: &str = "localhost";

/// The program in front of one database, made once for all requests of a client.
type Server = Rc<dyn Fn(TestRequest) -> Pin<Box<dyn Future<Output = (Page, Vec<Cookie<'static>>)>>>>;

#[derive(Clone)]
pub struct Client {
    db: Db,
    key: Key,
    attachments: Attachments,
    ballot_keys: BallotKeys,
    access_log: AccessLog,
    server: Option<Server>,
    cookies: CookieJar,
    token: String,
    host: String,
    entrance: Entrance,
    /// Who connects, and for whom it says it does.
    forwarded: Option<(String, String)>,
}

/// An answer.
pub struct Page {
    pub status: StatusCode,
    pub body: String,
    pub bytes: Vec<u8>,
    pub location: String,
    pub headers: actix_web::http::header::HeaderMap,
}

/// As pages give their forms: never the same twice, whoever asks.
fn fresh_number() -> String {
    static GIVEN: AtomicU64 = AtomicU64::new(0);
    format!("n{}", GIVEN.fetch_add(1, Ordering::Relaxed))
}

impl Client {
    pub fn new(db: Db, key: Key, attachments: Attachments, ballot_keys: BallotKeys) -> Self {
        let (cookies, token, host) = (CookieJar::new(), String::new(), HOST.into());
        let entrance = Entrance::plain(Hosts::new([HOST]));
        let access_log = AccessLog::default();
        Self {
            db,
            key,
            attachments,
            ballot_keys,
            access_log,
            server: None,
            cookies,
            token,
            host,
            entrance,
            forwarded: None,
        }
    }

    /// The same client, asking for another host.
    pub fn asking_for(mut self, host: &str) -> Self {
        self.host = host.into();
        self
    }

    /// The same client in front of a program that is reached in another way.
    pub fn through(mut self, entrance: Entrance) -> Self {
        self.entrance = entrance;
        self
    }

    /// The same client, with somebody in between who says for whom he speaks, and that it is HTTPS.
    pub fn behind(mut self, peer: &str, address: &str) -> Self {
        self.forwarded = Some((peer.into(), address.into()));
        self
    }

    /// The same browser in front of a program that keeps files elsewhere.
    pub fn with_attachments(&self, attachments: Attachments) -> Self {
        Self { attachments, server: None, ..self.clone() }
    }

    /// What a cookie holds; empty where there is none.
    pub fn cookie(&self, name: &str) -> String {
        self.cookies.get(name).map_or_else(String::new, |cookie| cookie.value().to_owned())
    }

    pub fn set_cookie(&mut self, cookie: Cookie<'static>) {
        self.cookies.add(cookie);
    }

    /// The same browser in front of another copy of the database.
    pub fn with_db(&self, db: Db) -> Self {
        Self { db, server: None, ..self.clone() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(TestRequest::get().uri(path)).await
    }

    /// Sends a form as its page would: with the session's token and a fresh number.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let number = fresh_number();
        let token = self.token.clone();
        let mut all = vec![("_token", token.as_str()), ("_number", number.as_str())];
        all.extend_from_slice(fields);
        self.post_exactly(path, &all).await
    }

    /// Sends a form in the version that the page it stands on shows.
    pub async fn post_from(&mut self, form: &str, address: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(form).await;
        let version = page.between("name=\"version\" value=\"", "\"").expect(&page.body);
        self.post(address, &[&[("version", version.as_str())], fields].concat()).await
    }

    /// Sends just these fields, without token or number.
    pub async fn post_exactly(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = TestRequest::post().uri(path).insert_header(("Sec-Fetch-Site", "same-origin")).set_form(fields);
        self.send(request).await
    }

    /// Sends a file as the page of imports would: as a form of several parts.
    pub async fn upload(&mut self, kind: &str, file_name: &str, bytes: &[u8]) -> Page {
        self.upload_to("/imports", kind, file_name, bytes).await
    }

    /// Sends a file to any page's form; `kind` says what it is.
    pub async fn upload_to(&mut self, path: &str, kind: &str, file_name: &str, bytes: &[u8]) -> Page {
        const BOUNDARY: &str = "----ranh-gioi";
        let (token, number) = (self.token.clone(), fresh_number());
        let mut body = Vec::new();
        for (field, value) in [("_token", token.as_str()), ("_number", &number), ("kind", kind)] {
            let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let file_name = file_name.replace('"', "\\\"");
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
        let request = TestRequest::post()
            .uri(path)
            .insert_header(("Sec-Fetch-Site", "same-origin"))
            .insert_header(("Content-Type", format!("multipart/form-data; boundary={BOUNDARY}")))
            .set_payload(body);
        self.send(request).await
    }

    /// Writes who looked and who was refused, as the server does every few seconds.
    pub fn write_access(&self) -> AppResult<()> {
        self.access_log.write_now(&self.db)
    }

    /// The database behind the program.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Opens the login page, whose form carries the token of a stranger's session.
    pub async fn ask_for_token(&mut self) {
        self.token = self.get("/login").await.token();
    }

    /// Takes the token from a page that has a form of its own.
    pub async fn token_of(&mut self, path: &str) {
        self.token = self.get(path).await.token();
    }

    /// Presses the first button of a page that posts to this address, with these fields typed.
    pub async fn press(&mut self, page: &Page, address: &str, typed: &[(&str, &str)]) -> Page {
        self.token = page.token_for(address);
        let mut form = page.forms().into_iter().find(|form| form.action == address).expect(&page.body);
        typed.iter().for_each(|(name, value)| form.fill(name, value));
        self.post(address, &form.as_pairs()).await
    }

    pub async fn log_in(&mut self, username: &str, password: &str) -> Page {
        self.ask_for_token().await;
        let page = self.post("/login", &[("username", username), ("password", password)]).await;
        if page.status == StatusCode::SEE_OTHER {
            self.token = self.get("/account/password").await.token();
        }
        page
    }

    /// Any request, with this client's cookies.
    pub async fn send(&mut self, mut request: TestRequest) -> Page {
        request = request.insert_header(("Host", self.host.clone()));
        if let Some((peer, address)) = &self.forwarded {
            request = request
                .peer_addr(format!("{peer}:1").parse().unwrap())
                .insert_header(("X-Forwarded-For", address.clone()))
                .insert_header(("X-Forwarded-Proto", "https"));
        }
        for cookie in self.cookies.iter() {
            request = request.cookie(cookie.clone());
        }
        let (page, cookies) = self.server().await(request).await;
        for cookie in cookies {
            if cookie.value().is_empty() { self.cookies.remove(cookie) } else { self.cookies.add(cookie) }
        }
        page
    }

    async fn server(&mut self) -> Server {
        if let Some(server) = &self.server {
            return Rc::clone(server);
        }
        let (db, key, attachments) = (self.db.clone(), self.key.clone(), self.attachments.clone());
        let (ballot_keys, access_log) = (self.ballot_keys.clone(), self.access_log.clone());
        let app = app::build(db, key, self.entrance.clone(), attachments, ballot_keys, access_log);
        let service = Rc::new(init_service(app).await);
        let server: Server = Rc::new(move |request| {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let response = call_service(&*service, request.to_request()).await;
                if let Some(error) = response.response().error() {
                    eprintln!("answered with: {error}");
                }
                let cookies = response.response().cookies().map(Cookie::into_owned).collect();
                let (status, headers) = (response.status(), response.headers().clone());
                let location = headers.get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
                let bytes = read_body(response).await.to_vec();
                let body = String::from_utf8_lossy(&bytes).into_owned();
                (Page { status, body, bytes, location, headers }, cookies)
            })
        });
        self.server = Some(Rc::clone(&server));
        server
    }

    pub fn token(&self) -> &str {
        &self.token
    }
}

impl Page {
    /// The token of the page's forms.
    pub fn token(&self) -> String {
        self.between("name=\"_token\" value=\"", "\"").unwrap_or_default()
    }

    /// The token of its form that posts to this address.
    fn token_for(&self, address: &str) -> String {
        let (_, form) = self.body.split_once(&format!("action=\"{address}\"")).expect(&self.body);
        let (_, token) = form.split_once("name=\"_token\" value=\"").expect(&self.body);
        token.split('"').next().unwrap().to_owned()
    }

    /// The first text between two marks.
    pub fn between(&self, from: &str, to: &str) -> Option<String> {
        let start = self.body.find(from)? + from.len();
        let length = self.body[start..].find(to)?;
        Some(self.body[start..start + length].to_owned())
    }

    #[track_caller]
    pub fn assert_ok(&self) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self
    }

    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Went on to this address.
    #[track_caller]
    pub fn assert_went_to(&self, location: &str) -> &Self {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        assert_eq!(self.location, location);
        self
    }

    #[track_caller]
    pub fn assert_shows(&self, words: &str) -> &Self {
        assert!(self.body.contains(words), "no “{words}” in\n{}", self.body);
        self
    }

    #[track_caller]
    pub fn assert_hides(&self, words: &str) -> &Self {
        assert!(!self.body.contains(words), "“{words}” in\n{}", self.body);
        self
    }

    /// The form came back (422) with this message at this field and in the summary.
    #[track_caller]
    pub fn assert_field_error(&self, field: &str, message: &str) -> &Self {
        self.assert_status(422);
        self.assert_shows(&format!("<a href=\"#{field}\">{message}</a>"));
        self.assert_shows(&format!("id=\"{field}-error\"><b>Lỗi:</b> {message}"));
        self.assert_shows("<title>Lỗi: ")
    }
}
