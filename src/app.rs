//! Builds the actix application. The server and the tests call the same function.

use actix_session::SessionMiddleware;
use actix_session::config::{BrowserSession, CookieContentSecurity, TtlExtensionPolicy};
use actix_web::body::MessageBody;
use actix_web::cookie::{Key, SameSite};
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpResponse, web};

use crate::data_folder::attachments::Attachments;
use crate::data_folder::ballot_keys::BallotKeys;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::features::account::interrupted;
use crate::routes;
use crate::web::access_log::{self, AccessLog};
use crate::web::entrance::Entrance;
use crate::web::sessions::{self, Sessions};
use crate::web::{flash, guard, host_cookies, posted, uploaded};

/// The whole application over one database and its attached files. `key` signs the cookies; `entrance` says how requests
/// come in, and those that call it by another name are refused. Whoever serves it has to write what `access_log` gathers.
pub fn build(
    db: Db,
    key: Key,
    entrance: Entrance,
    attachments: Attachments,
    ballot_keys: BallotKeys,
    access_log: AccessLog,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let session = SessionMiddleware::builder(Sessions::new(db.clone()), key.clone())
        .cookie_name(sessions::COOKIE.to_owned())
        .cookie_secure(false) // over HTTPS: host_cookies
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_content_security(CookieContentSecurity::Signed)
        .session_lifecycle(BrowserSession::default().state_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges))
        .build();
    App::new()
        .app_data(web::Data::new(db))
        .app_data(web::Data::new(key))
        .app_data(web::Data::new(entrance))
        .app_data(web::Data::new(attachments))
        .app_data(web::Data::new(ballot_keys))
        .app_data(web::Data::new(access_log))
        .app_data(web::PayloadConfig::new(posted::LIMIT))
        .app_data(uploaded::limits())
        .app_data(
            web::QueryConfig::default()
                .error_handler(|_, _| AppError::BadRequest("Địa chỉ có tham số chưa đúng.").into()),
        )
        .app_data(web::PathConfig::default().error_handler(|_, _| AppError::NotFound.into()))
        .configure(routes::all)
        .default_service(web::to(async || -> AppResult<HttpResponse> { Err(AppError::NotFound) }))
        .wrap(from_fn(access_log::gather))
        .wrap(from_fn(interrupted::keep_typed))
        .wrap(from_fn(flash::forget))
        .wrap(session)
        .wrap(from_fn(host_cookies::prefix))
        .wrap(from_fn(guard::catch_panic))
        .wrap(from_fn(guard::same_origin))
        .wrap(from_fn(guard::known_host))
        .wrap(from_fn(guard::headers))
}

/// GET /healthz: 200 only when the database can be written.
pub async fn healthz(db: web::Data<Db>, attachments: web::Data<Attachments>) -> AppResult<HttpResponse> {
    db.keep_house(|_| Ok(())).await?;
    if attachments.room().await?.is_gone() {
        return Err(AppError::DiskFull);
    }
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok"))
}
