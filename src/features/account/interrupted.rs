//! A form that comes when its sender has to log in, or to change his password, first: he is led through that with what
//! he typed, and then sends it.

use actix_session::{SessionExt, SessionStatus};
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpRequest, HttpResponse, web};

use super::onward::{Onward, kept_page};
use super::pages::{login_page, password_page};
use crate::db::Db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::current_user::{FactorSetter, PasswordChanger};
use crate::web::kept::Kept;
use crate::web::posted::{fields_of, in_time};
use crate::web::{guard, page};

const KEPT: &str =
    "Phiên làm việc đã kết thúc nên chưa ghi gì. Đăng nhập lại, nội dung đang viết vẫn còn để đồng chí gửi.";
const FILE_LOST: &str = "Phiên làm việc đã kết thúc nên tệp chưa được gửi và không giữ lại được. \
    Đăng nhập rồi chọn lại tệp.";
const TOO_LONG: &str = "Phiên làm việc đã kết thúc nên chưa ghi gì. Nội dung quá dài để giữ ở đây: bấm Quay lại của \
    trình duyệt, chép ra nơi khác, rồi đăng nhập và gửi lại.";

/// What a form sent.
enum Sent {
    Fields(web::Bytes),
    /// With a file, which no page can hold.
    File,
}

/// What its sender has to do before it is carried out.
enum Owed {
    /// To log in, and then go on to this page.
    Login(String),
    Password,
    SecondFactor,
}

/// Answers a form that cannot be carried out yet with the page of what is owed, which carries the text on.
pub async fn keep_typed(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let sent = match sent(&mut request).await {
        Ok(sent) => sent,
        Err(error) => return Ok(request.error_response(error).map_into_right_body()),
    };
    let response = next.call(request).await?;
    let (Some(sent), Some(owed)) = (sent, owed(&response)) else {
        return Ok(response.map_into_left_body());
    };
    match page_instead(response.request(), owed, sent).await {
        Ok(Some(mut page)) => {
            // Nothing was carried out.
            *page.status_mut() = StatusCode::FORBIDDEN;
            Ok(response.into_response(page).map_into_right_body())
        }
        Ok(None) => Ok(response.map_into_left_body()),
        Err(error) => {
            let page = HttpResponse::from_error(error);
            Ok(response.into_response(page).map_into_right_body())
        }
    }
}

/// What a form sends, which is read here and handed on; nothing for what is no form or sends itself.
async fn sent(request: &mut ServiceRequest) -> AppResult<Option<Sent>> {
    if *request.method() != Method::POST || guard::is_background(request.request()) {
        return Ok(None);
    }
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return Ok(Some(Sent::File));
    }
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(None);
    }
    let body = in_time(request.extract::<web::Bytes>()).await?.map_err(|_| AppError::TooLarge)?;
    request.set_payload(Payload::from(body.clone()));
    Ok(Some(Sent::Fields(body)))
}

fn owed(response: &ServiceResponse<impl MessageBody>) -> Option<Owed> {
    match response.response().error()?.as_error::<AppError>()? {
        AppError::LoginNeeded(next) => Some(Owed::Login(next.clone())),
        AppError::PasswordChangeNeeded => Some(Owed::Password),
        AppError::SecondFactorNeeded => Some(Owed::SecondFactor),
        _ => None,
    }
}

/// The page of what is owed; none where nothing was typed that could be lost.
async fn page_instead(request: &HttpRequest, owed: Owed, sent: Sent) -> AppResult<Option<HttpResponse>> {
    let session = request.get_session();
    let db = request.app_data::<web::Data<Db>>().ok_or(AppError::NotFound)?;
    // Of a locked account: it does not come back, and this session takes no token any more.
    if session.status() == SessionStatus::Purged {
        return Ok(None);
    }
    let kept = match sent {
        Sent::Fields(body) => Some(Kept::of(request.path(), &guard::came_from(request), &fields_of(&body)?)),
        Sent::File => None,
    };
    if kept.as_ref().is_some_and(|kept| !kept.has_text()) {
        return Ok(None);
    }
    match (owed, kept) {
        (Owed::Login(next), kept) => {
            let notice = match &kept {
                None => FILE_LOST,
                Some(kept) if kept.fits() => KEPT,
                Some(_) => TOO_LONG,
            };
            let onward = Onward { next, kept: kept.filter(Kept::fits) };
            let login = login_page(&session, db, String::new(), onward, FieldErrors::default(), notice).await?;
            page(&login).map(Some)
        }
        (Owed::Password, Some(kept)) => {
            let PasswordChanger(user) = PasswordChanger::extract(request).await?;
            page(&password_page(&user, db, FieldErrors::default(), Some(kept)).await?).map(Some)
        }
        (Owed::SecondFactor, Some(kept)) => {
            let FactorSetter(user) = FactorSetter::extract(request).await?;
            let mut shown = kept_page(&session, db, kept, format!("Đã đăng nhập với tên {}.", user.full_name)).await?;
            shown.owes_second_factor = true;
            page(&shown).map(Some)
        }
        (Owed::Password | Owed::SecondFactor, None) => Ok(None),
    }
}
