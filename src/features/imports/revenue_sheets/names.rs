//! GET and POST: what names of revenue lines mean, as somebody has said.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::pages::PATH;
use super::store::{self, LineName};
use super::view::{NameLine, NamesPage};
use crate::db::{Db, Tx};
use crate::domain::date::format_date_time;
use crate::domain::ids::RevenueLineNameId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::posted::{Nothing, Posted};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, page};

/// GET /imports/revenue-sheets/names
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let names = db.read(store::line_names).await?;
    page(&NamesPage { shell: Shell::for_page(&user, Menu::Imports), names: names.iter().map(line).collect() })
}

fn line(name: &LineName) -> NameLine {
    NameLine {
        name: name.name.clone(),
        under: name.under.clone(),
        line: name.line.map_or_else(|| "Bỏ qua".to_owned(), |line| format!("{} {}", line.code(), line.title())),
        who: name.written_by.clone(),
        at: format_date_time(name.written_at.and_utc()),
        forgetting: format!("{PATH}/names/{}/forgetting", name.id),
    }
}

static FORMAT: TableFormat = TableFormat {
    name: "revenue_line_names",
    columns: &[
        Column::required("name", "Tên trong tệp", Kind::Line),
        Column::optional("under", "Nằm dưới dòng", Kind::Line),
        Column::optional("line_code", "Mã khoản thu (trống là bỏ qua)", Kind::Line),
        Column::required("written_by", "Người chọn", Kind::Line),
        Column::required("written_at", "Lúc", Kind::Line),
    ],
};

/// GET /imports/revenue-sheets/names.csv, .xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let names = db.read(store::line_names).await?;
    let row = |name: &LineName| {
        let under = Some(name.under.clone()).filter(|under| !under.is_empty());
        let at = format_date_time(name.written_at.and_utc());
        let code = name.line.map(|line| line.code());
        vec![name.name.clone().into(), Value::from(under), code.into(), name.written_by.clone().into(), at.into()]
    };
    lists::file(kind.into_inner(), &FORMAT, names.iter().map(row).collect()).await
}

/// POST /imports/revenue-sheets/names/{id}/forgetting
pub async fn forget(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<RevenueLineNameId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let id = *id;
    let work = move |tx: &mut Tx| ops::forget(tx, id).map(|()| format!("{PATH}/names"));
    let location = db.carry_out(user.actor.clone(), posted.number, work).await?;
    Ok(flash::said(&request, &location, "Đã quên tên này. Lần nhập sau sẽ hỏi lại."))
}
