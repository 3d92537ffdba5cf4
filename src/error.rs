//! The one error of the program, and the page a user sees of it.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;

use crate::domain::IllegalStep;
use crate::web::guard::add_headers;
use crate::web::kept::SendAgain;

pub type AppResult<T> = Result<T, AppError>;

/// What went wrong with one field of a form: the field's name and the sentence shown at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// Everything wrong with what was typed, in the order of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, message);
        errors
    }

    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The message at a field, or an empty text.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|error| error.field == field).map_or("", |error| &error.message)
    }

    /// `Ok(value)` when nothing is wrong.
    pub fn or<T>(self, value: Option<T>) -> Result<T, FieldErrors> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}

#[derive(Debug)]
pub enum AppError {
    /// Caught by form handlers, which show the form again.
    Fields(FieldErrors),
    NotFound,
    /// The function is known but not this actor's.
    Denied,
    /// Somebody else was quicker; the sentence says who did what when.
    Stale(String),
    /// The state does not allow the step (any more).
    Illegal,
    /// Whoever is on a roll votes once.
    AlreadyVoted,
    BadRequest(&'static str),
    /// No session: the login page takes over and comes back to this address.
    LoginNeeded(String),
    /// A one-time password must be changed before anything else.
    PasswordChangeNeeded,
    /// The role asks for a second factor, which must be set up before anything else.
    SecondFactorNeeded,
    /// The form's token is missing, wrong or old. The text comes back in the page.
    StaleForm(Option<Box<SendAgain>>),
    TooLarge,
    TooMany,
    /// The disk of the server has no room for what was to be kept.
    DiskFull,
    /// The request names a host this program does not answer to.
    WrongHost,
    Unexpected(anyhow::Error),
}

impl AppError {
    /// The commands' way to say it on a terminal.
    pub fn message(&self) -> String {
        match self {
            Self::Fields(errors) => {
                errors.0.iter().map(|e| format!("{}: {}", e.field, e.message)).collect::<Vec<_>>().join("\n")
            }
            Self::Stale(what) => what.clone(),
            Self::BadRequest(what) => (*what).to_owned(),
            Self::Unexpected(source) => format!("{source:#}"),
            other => other.page().heading.to_owned(),
        }
    }

    fn page(&self) -> ErrorPage {
        let (status, heading, text): (_, &'static str, String) = match self {
            Self::NotFound | Self::LoginNeeded(_) => (
                StatusCode::NOT_FOUND,
                "Không tìm thấy trang này",
                "Địa chỉ có thể đã đổi, hoặc hồ sơ không thuộc phạm vi đồng chí được xem. Không có dữ liệu nào bị mất.".into(),
            ),
            Self::Denied | Self::PasswordChangeNeeded | Self::SecondFactorNeeded => (
                StatusCode::FORBIDDEN,
                "Đồng chí không làm được việc này",
                "Tài khoản của đồng chí không có quyền thực hiện việc này. Chưa có gì thay đổi. Nếu cần để làm việc, hỏi thường trực hội đồng.".into(),
            ),
            Self::StaleForm(_) => (
                StatusCode::FORBIDDEN,
                "Biểu mẫu đã cũ",
                "Phiên làm việc đã thay đổi từ khi mở biểu mẫu, nên chưa ghi gì. Nội dung đã nhập còn ở dưới đây.".into(),
            ),
            Self::Stale(what) => (StatusCode::CONFLICT, "Hồ sơ vừa thay đổi", format!("{what} Việc của đồng chí chưa được ghi. Mở lại hồ sơ để xem bản mới.")),
            Self::Illegal => (
                StatusCode::CONFLICT,
                "Bước này không còn thực hiện được",
                "Hồ sơ đã chuyển sang trạng thái khác. Chưa có gì thay đổi. Mở lại hồ sơ để xem bản mới.".into(),
            ),
            Self::AlreadyVoted => (
                StatusCode::CONFLICT,
                "Đồng chí đã bỏ phiếu",
                "Mỗi thành viên bỏ phiếu một lần. Phiếu đã bỏ giữ nguyên, lần gửi này không được ghi.".into(),
            ),
            Self::Fields(errors) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "Chưa thực hiện được",
                errors.0.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join(" "),
            ),
            Self::BadRequest(what) => (StatusCode::BAD_REQUEST, "Yêu cầu chưa đúng", (*what).into()),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Nội dung gửi lên quá lớn",
                "Biểu mẫu nhận tối đa 256 KB, tệp nhập tối đa 20 MB. Chưa ghi gì. Quay lại và rút gọn nội dung.".into(),
            ),
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                "Thử lại sau ít phút",
                "Từ địa chỉ mạng này đã nhập sai mật khẩu quá nhiều lần. Đợi 15 phút rồi thử lại.".into(),
            ),
            Self::DiskFull => (
                StatusCode::INSUFFICIENT_STORAGE,
                "Máy chủ hết chỗ lưu",
                "Ổ đĩa của máy chủ đã đầy hoặc gần đầy. Việc vừa làm chưa được ghi, dữ liệu đã có vẫn nguyên. Báo tổ tin học dọn chỗ rồi gửi lại.".into(),
            ),
            Self::WrongHost => (
                StatusCode::MISDIRECTED_REQUEST,
                "Tên máy chủ chưa đúng",
                "Máy này không phục vụ dưới tên đã gõ. Kiểm tra lại địa chỉ, hoặc hỏi tổ tin học địa chỉ đúng.".into(),
            ),
            Self::Unexpected(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Hệ thống gặp lỗi",
                "Việc vừa làm chưa được ghi. Thử lại; nếu vẫn lỗi, báo cho tổ tin học mã dưới đây.".into(),
            ),
        };
        let again = match self {
            Self::StaleForm(again) => again.clone(),
            _ => None,
        };
        ErrorPage { status, heading, text, code: String::new(), again }
    }
}

/// Needs neither database nor login.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    status: StatusCode,
    heading: &'static str,
    text: String,
    code: String,
    again: Option<Box<SendAgain>>,
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for AppError {}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::LoginNeeded(_) | Self::PasswordChangeNeeded | Self::SecondFactorNeeded => StatusCode::SEE_OTHER,
            other => other.page().status,
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::LoginNeeded(next) => return crate::web::see_other(&crate::web::login_address(next)),
            Self::PasswordChangeNeeded => return crate::web::see_other("/account/password"),
            Self::SecondFactorNeeded => return crate::web::see_other("/account/second-factor"),
            _ => {}
        }
        let mut page = self.page();
        if let Self::Unexpected(source) = self {
            page.code = incident_code();
            tracing::error!(code = page.code, "{source:#}");
        }
        let body = page.render().unwrap_or_else(|_| page.heading.to_owned());
        let mut response = HttpResponse::build(page.status).content_type("text/html; charset=utf-8").body(body);
        // After a panic nothing else would add them.
        add_headers(response.headers_mut());
        response
    }
}

/// Six letters and digits that a user can read out on the telephone. It guards nothing, and the page must come even where
/// the missing random numbers are what went wrong.
fn incident_code() -> String {
    crate::web::random_token().map_or_else(|_| "000000".to_owned(), |token| token[..6].to_uppercase())
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

impl From<IllegalStep> for AppError {
    fn from(_: IllegalStep) -> Self {
        Self::Illegal
    }
}

/// How SQLite says it.
const SQLITE_FULL: &str = "database or disk is full";

impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::NotFound,
            diesel::result::Error::DatabaseError(_, info) if info.message() == SQLITE_FULL => Self::DiskFull,
            other => Self::Unexpected(other.into()),
        }
    }
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Unexpected(error)
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Unexpected(error.into())
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull;
        }
        Self::Unexpected(error.into())
    }
}

/// Turns a broken unique rule on these columns ("table.column, …" as SQLite names them) into the field's message.
pub trait OnConstraint<T> {
    fn on_unique(self, columns: &str, field: &str, message: &str) -> AppResult<T>;
}

impl<T> OnConstraint<T> for Result<T, diesel::result::Error> {
    fn on_unique(self, columns: &str, field: &str, message: &str) -> AppResult<T> {
        use diesel::result::{DatabaseErrorKind, Error};
        self.map_err(|error| match &error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) if info.message().contains(columns) => {
                FieldErrors::one(field, message).into()
            }
            _ => error.into(),
        })
    }
}
