//! POST: the check before agreeing to several, and agreeing to them.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::ops::{self, Bulk, Kind};
use super::pages::{index_page, items};
use super::view::{CheckPage, DonePage, Line};
use crate::db::{Db, Tx};
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::posted::Posted;
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, page, page_with_errors};

/// What was picked: "id:version" each.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PickForm {
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub id: Vec<String>,
}

impl PickForm {
    fn kind(&self) -> AppResult<Kind> {
        Kind::from_code(&self.kind).ok_or(AppError::BadRequest("Không rõ loại hồ sơ. Mở lại trang Xét duyệt."))
    }

    fn picked(&self) -> Vec<(i64, i64)> {
        self.id
            .iter()
            .filter_map(|pick| pick.split_once(':'))
            .filter_map(|(id, version)| Some((id.parse().ok()?, version.parse().ok()?)))
            .collect()
    }
}

const NONE_PICKED: &str = "Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ.";

/// POST /approvals/check: names those that will be agreed to. It changes nothing; it is a POST because
/// the picked boxes may be more than an address can carry.
pub async fn check(user: CurrentUser, posted: Posted<PickForm>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let kind = posted.form.kind()?;
    let picked = posted.form.picked();
    if picked.is_empty() {
        return page_with_errors(&index_page(&user, &db, kind, 1, NONE_PICKED).await?);
    }
    let actor = user.actor.clone();
    let waiting = db.read(move |conn| items(conn, &actor, kind, -1, 0)).await?;
    let today = user.today;
    let lines: Vec<Line> = waiting
        .into_iter()
        .filter(|item| item.may_be_picked && picked.iter().any(|(id, _)| *id == item.id))
        .map(|item| Line::of(item, today))
        .collect();
    let shell = Shell::for_page(&user, Menu::Approvals);
    page(&CheckPage { shell, kind: kind.code(), kind_word: kind.word().to_lowercase(), lines })
}

/// POST /approvals/agreement: takes the next step on each. Where all went well, back to the queue; else a
/// page says what was left and why.
pub async fn agree(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<PickForm>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeApprovals)?;
    let kind = posted.form.kind()?;
    let picked = posted.form.picked();
    if picked.is_empty() {
        return page_with_errors(&index_page(&user, &db, kind, 1, NONE_PICKED).await?);
    }
    let (sender, receiver) = std::sync::mpsc::channel::<Bulk>();
    let agree = move |tx: &mut Tx| {
        let bulk = ops::agree_to(tx, kind, &picked)?;
        // The receiver waits below, in this very request.
        let _ = sender.send(bulk);
        Ok(format!("/approvals?kind={}", kind.code()))
    };
    let location = db.carry_out(user.actor.clone(), posted.number, agree).await?;
    let word = kind.word().to_lowercase();
    match receiver.try_recv() {
        Ok(Bulk { done, left }) if !left.is_empty() => {
            let shell = Shell::for_page(&user, Menu::Approvals);
            page(&DonePage { shell, kind: kind.code(), kind_word: word, done, left })
        }
        Ok(Bulk { done, .. }) => Ok(flash::said(&request, &location, &format!("Đã đồng ý {done} {word}."))),
        Err(_) => Ok(flash::said(&request, &location, "Các hồ sơ đã chọn được đồng ý trước đó.")),
    }
}
