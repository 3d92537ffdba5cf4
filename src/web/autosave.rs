//! The answer to a form that saved itself: a few words for its script instead of a page.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::domain::date;
use crate::error::{AppError, AppResult};

/// Where the draft is and in which version: kept with the form's number, so that a copy sent again hears the same.
pub fn location(address: &str, version: i64) -> String {
    format!("{address}#{version}")
}

/// Tells the script where the draft is, in which version, and what to say; `stop` when the page has become old.
pub fn answer(saved: AppResult<String>, now: DateTime<Utc>) -> AppResult<HttpResponse> {
    match saved {
        Ok(location) => {
            let (address, version) = location.rsplit_once('#').unwrap_or((&location, "0"));
            let said = format!("Đã tự lưu lúc {}.", date::format_time(now));
            Ok(HttpResponse::Ok().json(json!({ "address": address, "version": version, "said": said })))
        }
        Err(AppError::Fields(errors)) => {
            let first = errors.0.first().map_or("", |error| &error.message);
            Ok(HttpResponse::UnprocessableEntity().json(json!({ "said": format!("Chưa tự lưu được. {first}") })))
        }
        Err(AppError::Stale(who)) => {
            let said = format!("{who} Phần đang viết chưa lưu. Mở bản mới ở thẻ khác rồi chép phần của mình sang.");
            Ok(HttpResponse::Conflict().json(json!({ "said": said, "stop": true })))
        }
        Err(other) => Err(other),
    }
}
