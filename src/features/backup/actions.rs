//! POST: a backup now.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::data_folder::attachments::Attachments;
use crate::db::{Db, off_thread};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::flash;
use crate::web::posted::{Nothing, Posted};

/// POST /admin/backups
pub async fn make(
    request: HttpRequest,
    user: CurrentUser,
    _posted: Posted<Nothing>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let (folder, db, actor) = (attachments.data_folder(), db.as_ref().clone(), user.actor);
    let made = off_thread(move || Ok(folder.back_up_now(&db, &actor)));
    let words = match made.await? {
        Ok(name) => format!("Đã sao lưu và kiểm tra xong: {name}."),
        Err(refused) => {
            tracing::error!("backup: {refused:#}");
            "Chưa sao lưu được. Kiểm tra chỗ trống trên đĩa ở mục Tình trạng hệ thống rồi làm lại.".to_owned()
        }
    };
    Ok(flash::said(&request, "/admin/backups", &words))
}
