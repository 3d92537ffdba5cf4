//! POST: the check before agreeing to several or returning them, and doing so.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::ops::{self, Bulk, Kind, Together};
use super::pages::{Asked, check_page, index_page};
use super::view::DonePage;
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Check;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::steps::StepForm;
use crate::web::{flash, page, page_of_conflict, page_with_errors};

/// What was picked, "id:version" each, and for a return the reason and the day.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PickForm {
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub id: Vec<String>,
    /// "return", or empty to agree.
    #[serde(default)]
    pub act: String,
    #[serde(default)]
    pub reason: Vec<String>,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub due: String,
}

/// Reasons that are often given, offered as check boxes.
pub const COMMON_REASONS: &[&str] =
    &["Thành tích chưa có số liệu so sánh.", "Thiếu minh chứng.", "Danh hiệu chưa phù hợp."];

impl PickForm {
    fn kind(&self) -> AppResult<Kind> {
        Kind::from_code(&self.kind).ok_or(AppError::BadRequest("Không rõ loại hồ sơ. Mở lại trang Xét duyệt."))
    }

    pub fn is_return(&self) -> bool {
        self.act == "return"
    }

    pub fn step(&self) -> StepForm {
        StepForm { version: 0, reason: self.reason.clone(), note: self.note.clone() }
    }

    pub fn picked(&self) -> Vec<(i64, i64)> {
        self.id
            .iter()
            .filter_map(|pick| pick.split_once(':'))
            .filter_map(|(id, version)| Some((id.parse().ok()?, version.parse().ok()?)))
            .collect()
    }

    fn parse_return(&self) -> Result<Together, FieldErrors> {
        let mut check = Check::new();
        let reason = match self.step().parse_reason(COMMON_REASONS) {
            Ok(reason) => reason,
            Err(errors) => {
                check.errors = errors;
                String::new()
            }
        };
        let due_on = check.optional_date("due", &self.due, "Hạn sửa");
        check.finish(|| Some(Together::Return { reason, due_on }))
    }
}

const NONE_PICKED: &str = "Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ.";

/// POST /approvals/check: names those that will be agreed to or returned. It changes nothing; it is a POST
/// because the picked boxes may be more than an address can carry.
pub async fn check(user: CurrentUser, posted: Posted<PickForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let kind = posted.form.kind()?;
    if posted.form.picked().is_empty() {
        return page_with_errors(&index_page(&user, &db, Asked::all(kind), 1, NONE_PICKED).await?);
    }
    page(&check_page(&user, &db, kind, posted.form, FieldErrors::default()).await?)
}

/// POST /approvals/agreement: takes the next step on each.
pub async fn agree(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PickForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let kind = posted.form.kind()?;
    together(request, user, kind, posted, db, Together::Agree).await
}

/// POST /approvals/return: sends each back for one reason.
pub async fn return_for_changes(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PickForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let kind = posted.form.kind()?;
    match posted.form.parse_return() {
        Ok(act) => together(request, user, kind, posted, db, act).await,
        Err(errors) => {
            let form = PickForm { act: "return".to_owned(), ..posted.form };
            page_with_errors(&check_page(&user, &db, kind, form, errors).await?)
        }
    }
}

/// Where all went well, back to the queue; else a page says what came of each.
async fn together(
    request: HttpRequest,
    user: CurrentUser,
    kind: Kind,
    posted: Posted<PickForm>,
    db: web::Data<Db>,
    act: Together,
) -> AppResult<HttpResponse> {
    let picked = posted.form.picked();
    if picked.is_empty() {
        return page_with_errors(&index_page(&user, &db, Asked::all(kind), 1, NONE_PICKED).await?);
    }
    let did = if matches!(act, Together::Agree) { "Đã đồng ý" } else { "Đã trả lại" };
    let (sender, receiver) = std::sync::mpsc::channel::<Bulk>();
    let work = move |tx: &mut Tx| {
        let bulk = ops::take_together(tx, kind, &picked, &act)?;
        let is_nothing_done = bulk.done.is_empty();
        // The receiver waits below, in this very request.
        let _ = sender.send(bulk);
        if is_nothing_done { Err(AppError::Illegal) } else { Ok(format!("/approvals?kind={}", kind.code())) }
    };
    let location = db.carry_out(user.actor.clone(), posted.number, work).await;
    let word = kind.word().to_lowercase();
    match (location, receiver.try_recv()) {
        (Ok(location), Ok(bulk)) if bulk.left.is_empty() => {
            Ok(flash::said(&request, &location, &format!("{did} {} {word}.", bulk.done.len())))
        }
        (Ok(_), Ok(bulk)) => page(&done_page(&user, kind, did, bulk)),
        (Err(AppError::Illegal), Ok(bulk)) => page_of_conflict(&done_page(&user, kind, did, bulk)),
        (Ok(location), Err(_)) => Ok(flash::said(&request, &location, "Các hồ sơ đã chọn được xử lý trước đó.")),
        (Err(other), _) => Err(other),
    }
}

fn done_page(user: &CurrentUser, kind: Kind, did: &'static str, bulk: Bulk) -> DonePage {
    let Bulk { done, left } = bulk;
    let shell = Shell::for_page(user, Menu::Approvals);
    DonePage { shell, kind: kind.code(), kind_word: kind.word().to_lowercase(), did, done, left }
}
