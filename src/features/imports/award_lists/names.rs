//! GET and POST: what words for awards mean, as somebody has said.

use actix_web::{HttpRequest, HttpResponse, web};

use super::ops;
use super::pages::{PATH, name_of};
use super::store::{self, AwardWord};
use super::view::{NameLine, NamesPage};
use crate::db::{Db, Tx};
use crate::domain::date::format_date_time;
use crate::domain::ids::AwardWordId;
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::posted::{Nothing, Posted};
use crate::web::shell::{Menu, Shell};
use crate::web::{flash, page};

/// GET /imports/award-lists/names
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let words = db.read(store::award_words).await?;
    page(&NamesPage { shell: Shell::for_page(&user, Menu::Imports), names: words.iter().map(line).collect() })
}

fn line(word: &AwardWord) -> NameLine {
    NameLine {
        word: word.word.clone(),
        award: word.award.map_or("Bỏ qua", name_of).to_owned(),
        who: word.written_by.clone(),
        at: format_date_time(word.written_at.and_utc()),
        forgetting: format!("{PATH}/names/{}/forgetting", word.id),
    }
}

static FORMAT: TableFormat = TableFormat {
    name: "award_words",
    columns: &[
        Column::required("word", "Ghi trong danh sách", Kind::Line),
        Column::optional("award_code", "Mã danh hiệu, hình thức (trống là bỏ qua)", Kind::Line),
        Column::required("written_by", "Người chọn", Kind::Line),
        Column::required("written_at", "Lúc", Kind::Line),
    ],
};

/// GET /imports/award-lists/names.csv, .xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let words = db.read(store::award_words).await?;
    let row = |word: &AwardWord| {
        let (code, at) = (word.award.map(|award| award.code()), format_date_time(word.written_at.and_utc()));
        vec![word.word.clone().into(), code.into(), word.written_by.clone().into(), at.into()]
    };
    lists::file(kind.into_inner(), &FORMAT, words.iter().map(row).collect()).await
}

/// POST /imports/award-lists/names/{id}/forgetting
pub async fn forget(
    request: HttpRequest,
    user: CurrentUser,
    id: web::Path<AwardWordId>,
    posted: Posted<Nothing>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::ImportRegisters)?;
    let id = *id;
    let work = move |tx: &mut Tx| ops::forget(tx, id).map(|()| format!("{PATH}/names"));
    let location = db.carry_out(user.actor.clone(), posted.number, work).await?;
    Ok(flash::said(&request, &location, "Đã quên cách ghi này. Lần sau sẽ hỏi lại."))
}
