//! POST: a backup now.

use actix_web::{HttpRequest, HttpResponse, web};
use tokio::sync::Mutex;

use super::ops::note_backup;
use super::troubles;
use crate::data_folder::attachments::Attachments;
use crate::db::{Db, Tx, off_thread};
use crate::domain::backup_plan::Step;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::flash;
use crate::web::posted::{Nothing, Posted};

const PATH: &str = "/admin/backups";
const DONE: &str = "Đã sao lưu và kiểm tra xong.";
const FAILED: &str = "Chưa sao lưu được. Kiểm tra chỗ trống trên đĩa ở mục Tình trạng hệ thống rồi làm lại.";

/// One at a time: a form that comes twice waits here until its first copy is carried out.
static ALONE: Mutex<()> = Mutex::const_new(());

/// POST /admin/backups
pub async fn make(
    request: HttpRequest,
    user: CurrentUser,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let _alone = ALONE.lock().await;
    if let Some(location) = db.carried_out(&user, &posted.number).await? {
        return Ok(flash::said(&request, &location, DONE));
    }
    let (folder, clock) = (attachments.data_folder(), db.clock);
    match off_thread(move || Ok(folder.back_up_now(clock))).await? {
        Ok(name) => {
            let note = move |tx: &mut Tx| {
                troubles::mend(tx, Step::Whole)?;
                note_backup(tx, &name).map(|()| PATH.to_owned())
            };
            let location = db.carry_out(user.actor, posted.number, note).await?;
            Ok(flash::said(&request, &location, DONE))
        }
        Err(refused) => {
            tracing::error!("backup: {refused:#}");
            Ok(flash::said(&request, PATH, FAILED))
        }
    }
}
