//! GET: the backups that lie in the data folder.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{Duration, NaiveDateTime};

use super::troubles::{self, Trouble};
use crate::data_folder::attachments::Attachments;
use crate::data_folder::schedule::Made;
use crate::db::{Db, off_thread};
use crate::domain::backup_plan::Step;
use crate::domain::date::{format_date, format_date_time, local};
use crate::error::AppResult;
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::attached::size_words;
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// Without a whole backup for so long something is wrong.
const OLD: Duration = Duration::hours(48);

const FORMAT: TableFormat = TableFormat {
    name: "backups",
    columns: &[
        Column::required("file", "Tệp", Kind::Line),
        Column::required("kind", "Loại", Kind::Line),
        Column::required("made_at", "Lúc", Kind::Line),
        Column::required("size", "Dung lượng", Kind::Line),
    ],
};

pub struct Line {
    pub name: String,
    pub kind: &'static str,
    pub at: String,
    pub size: String,
}

#[derive(Template)]
#[template(path = "backup/index.html")]
struct IndexPage {
    shell: Shell,
    lines: Vec<Line>,
    folder: String,
    /// Of the last whole one; empty where there is none.
    last: String,
    is_old: bool,
    troubles: Vec<TroubleLine>,
    /// The second place; empty where there is none.
    second: String,
}

/// A trouble in words.
pub struct TroubleLine {
    pub step: Step,
    pub since: String,
    pub why: String,
}

/// GET /admin/backups
pub async fn index(
    user: CurrentUser,
    db: web::Data<Db>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let made = made(&attachments).await?;
    let troubles = db.read(troubles::all).await?;
    let folder = attachments.data_folder();
    let second = off_thread(move || Ok(folder.served_as().and_then(|it| it.backup_copy))).await?;
    let now = local(db.clock.now());
    // One with a moment after now was made while the clock was ahead: nobody knows how old it is.
    let last = made.iter().find(|it| !it.is_snapshot() && it.at <= now);
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Backups),
        last: last.map_or_else(String::new, |it| words(it.at)),
        is_old: last.is_none_or(|it| now - it.at > OLD),
        folder: attachments.data_folder().root().join("backups").display().to_string(),
        lines: made.iter().map(line).collect(),
        troubles: troubles.into_iter().map(trouble_line).collect(),
        second: second.map_or_else(String::new, |it| it.display().to_string()),
    })
}

/// GET /admin/backups.csv, /admin/backups.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    attachments: web::Data<Attachments>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::KeepInstallation)?;
    let made = made(&attachments).await?;
    let row = |it: &Made| -> Vec<Value> {
        let line = line(it);
        vec![line.name.into(), line.kind.into(), line.at.into(), line.size.into()]
    };
    lists::file(kind.into_inner(), &FORMAT, made.iter().map(row).collect()).await
}

async fn made(attachments: &Attachments) -> AppResult<Vec<Made>> {
    let folder = attachments.data_folder();
    off_thread(move || Ok(folder.backups())).await
}

fn line(made: &Made) -> Line {
    let kind = match made.name.split('-').next().unwrap_or_default() {
        "snapshot" => "Chụp nhanh, giữ 24 giờ",
        "nightly" => "Hằng đêm, tự động",
        "before" => "Trước khi nâng cấp",
        _ => "Đầy đủ, theo yêu cầu",
    };
    let size = size_words(i64::try_from(made.size).unwrap_or(i64::MAX));
    Line { name: made.name.clone(), kind, at: words(made.at), size }
}

fn trouble_line(it: Trouble) -> TroubleLine {
    TroubleLine { step: it.step, since: format_date_time(it.since.and_utc()), why: it.why }
}

fn words(at: NaiveDateTime) -> String {
    format!("{} {}", at.format("%H:%M"), format_date(at.date()))
}
