//! GET: how long what is kept.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::form::RetentionForm;
use super::ops::access_months;
use crate::db::Db;
use crate::domain::backup_plan::{DAILY, MONTHLY, SNAPSHOTS_KEPT, WEEKLY};
use crate::domain::event::Object;
use crate::error::{AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};
use crate::web::{history, page};

#[derive(Template)]
#[template(path = "audit/retention.html")]
pub struct RetentionPage {
    shell: Shell,
    form: RetentionForm,
    errors: FieldErrors,
    backups: String,
}

/// GET /admin/retention
pub async fn show(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let (months, version) =
        db.read(|conn| Ok((access_months(conn)?, history::version(conn, Object::Retention)?))).await?;
    let form = RetentionForm { version, access_months: months.to_string() };
    page(&retention_page(&user, form, FieldErrors::default()))
}

/// The form, as it stands or with what is wrong.
pub fn retention_page(user: &CurrentUser, form: RetentionForm, errors: FieldErrors) -> RetentionPage {
    let backups = format!(
        "Bản hằng đêm của {DAILY} ngày, {WEEKLY} tuần và {MONTHLY} tháng gần nhất; bản chụp nhanh {} giờ.",
        SNAPSHOTS_KEPT.num_hours()
    );
    RetentionPage { shell: Shell::for_page(user, Menu::Audit), form, errors, backups }
}
