//! GET: the history, searched.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{Days, NaiveDate};
use serde::Deserialize;

use super::store::{self, Asked, Found};
use super::words;
use crate::db::Db;
use crate::domain::date::{format_date, format_date_time, parse_date, start_of};
use crate::domain::event::EventKind;
use crate::domain::role::{Role, Roles};
use crate::error::{AppError, AppResult};
use crate::policy::{self, Act, AuditScope};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::{Choice, words as choices};
use crate::web::history::named;
use crate::web::lists::{self, Chip, FileKind, chips};
use crate::web::page;
use crate::web::paging::{PAGE_SIZE, Paging, page_number};
use crate::web::shell::{Menu, Shell};

const PATH: &str = "/audit";
/// Without days, the last of them.
const DAYS: u64 = 30;
/// Most rows of a file; more are asked for in parts, by their days.
const MOST_IN_FILE: i64 = 50_000;

const FORMAT: TableFormat = TableFormat {
    name: "audit",
    columns: &[
        Column::required("id", "Số", Kind::Line),
        Column::required("at", "Lúc", Kind::Line),
        Column::required("who", "Người làm", Kind::Line),
        Column::required("roles", "Vai trò", Kind::Line),
        Column::required("address", "Từ máy", Kind::Line),
        Column::required("what", "Việc", Kind::Line),
        Column::required("object", "Về", Kind::Line),
        Column::required("note", "Ghi chú", Kind::Line),
        Column::required("changes", "Trước và sau", Kind::Line),
    ],
};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct AuditQuery {
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    object: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

pub struct Line {
    pub id: i64,
    pub at: String,
    pub who: String,
    pub roles: String,
    pub address: String,
    pub what: String,
    pub object: String,
    pub note: String,
    /// Field, before, after.
    pub changes: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "audit/index.html")]
struct IndexPage {
    shell: Shell,
    lines: Vec<Line>,
    paging: Paging,
    query: AuditQuery,
    objects: Vec<Choice>,
    chips: Vec<Chip>,
    /// The query of the files.
    files: String,
    reach: &'static str,
    /// Reads who looked at what, and the seals.
    has_access: bool,
    can_keep: bool,
    /// What is wrong with the days that were typed.
    wrong: String,
}

/// GET /audit
pub async fn index(user: CurrentUser, query: web::Query<AuditQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (asked, query, wrong) = asked(&user, query.into_inner())?;
    let has_access = matches!(asked.scope, AuditScope::All | AuditScope::Technical);
    let reach = match asked.scope {
        AuditScope::All => "Mọi việc đã làm trong phần mềm.",
        AuditScope::Technical => "Việc về tài khoản, cài đặt, sao lưu và xuất danh sách.",
        AuditScope::Trail => "Việc về hồ sơ, đăng ký, sáng kiến, quyết định, và các lần đăng nhập của đồng chí.",
        AuditScope::Own => "Các lần đăng nhập của đồng chí.",
    };
    let keys = [
        ("from", query.from.as_str()),
        ("until", query.until.as_str()),
        ("who", query.who.as_str()),
        ("object", query.object.as_str()),
        ("q", query.q.as_str()),
    ];
    let number = page_number(&query.page);
    let found = {
        let asked = asked.clone();
        db.read(move |conn| {
            let total = store::count(conn, &asked)?;
            let first = Paging::new(PATH, &[], number, total).offset();
            Ok((total, store::list(conn, &asked, first, PAGE_SIZE)?))
        })
    };
    let (total, rows) = found.await?;
    let labels = [("who", query.who.clone()), ("object", object_label(&query.object)), ("q", query.q.clone())];
    page(&IndexPage {
        shell: Shell::for_page(&user, Menu::Audit),
        lines: rows.into_iter().map(line).collect(),
        paging: Paging::new(PATH, &keys, number, total),
        objects: choices(words::OBJECTS),
        chips: chips(PATH, &keys, &labels),
        files: crate::web::paging::address("", &keys),
        query,
        reach,
        has_access,
        can_keep: policy::may(&user, Act::KeepInstallation),
        wrong,
    })
}

/// GET /audit.csv, /audit.xlsx
pub async fn file(
    user: CurrentUser,
    kind: web::Path<FileKind>,
    query: web::Query<AuditQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (asked, ..) = asked(&user, query.into_inner())?;
    let rows = db.read(move |conn| store::list(conn, &asked, 0, MOST_IN_FILE)).await?;
    let rows = rows.into_iter().map(line).map(row).collect();
    lists::personal_file(&db, user.actor, "Nhật ký", kind.into_inner(), &FORMAT, rows).await
}

fn object_label(code: &str) -> String {
    if code.is_empty() { String::new() } else { words::object(code).to_owned() }
}

/// What is looked for, the days filled in; a day that is none is said, and the usual one taken.
fn asked(user: &CurrentUser, mut query: AuditQuery) -> AppResult<(Asked, AuditQuery, String)> {
    let reader = user.account.ok_or(AppError::NotFound)?;
    let usual = user.today.checked_sub_days(Days::new(DAYS)).unwrap_or(user.today);
    let mut wrong = String::new();
    let mut day = |typed: &str, usual: NaiveDate| match parse_date(typed) {
        _ if typed.trim().is_empty() => usual,
        Ok(day) => day,
        Err(error) => {
            wrong = format!("Ngày chưa đúng: {error}");
            usual
        }
    };
    let (from, until) = (day(&query.from, usual), day(&query.until, user.today));
    (query.from, query.until) = (format_date(from), format_date(until));
    query.who = query.who.trim().to_owned();
    query.q = query.q.trim().to_owned();
    let asked = Asked {
        scope: policy::audit_of(user),
        reader,
        from: start_of(from),
        until: start_of(until.succ_opt().unwrap_or(until)),
        who: query.who.clone(),
        object: query.object.clone(),
        words: query.q.clone(),
    };
    Ok((asked, query, wrong))
}

fn line(it: Found) -> Line {
    let roles: Roles = it.role.split(',').filter_map(Role::from_code).collect();
    let is_one = matches!(
        it.object_kind.as_str(),
        "agency"
            | "installation"
            | "retention"
            | "login_rules"
            | "mail_settings"
            | "certificate_printer"
            | "statistics_codes"
    );
    let number = if is_one || it.object_id == 0 { String::new() } else { format!(" số {}", it.object_id) };
    Line {
        id: it.id,
        at: format_date_time(it.at.and_utc()),
        who: named(it.actor_name, &it.on_behalf_of),
        roles: roles.to_string(),
        address: it.address,
        what: EventKind::from_code(&it.event).map_or(it.event.clone(), |event| event.word().to_owned()),
        object: format!("{}{number}", words::object(&it.object_kind)),
        note: it.note,
        changes: serde_json::from_str(&it.changes).unwrap_or_default(),
    }
}

fn row(line: Line) -> Vec<Value> {
    let changes: Vec<String> =
        line.changes.iter().map(|(field, before, after)| format!("{field}: {before} → {after}")).collect();
    let changes = changes.join("; ");
    vec![
        line.id.to_string().into(),
        line.at.into(),
        line.who.into(),
        line.roles.into(),
        line.address.into(),
        line.what.into(),
        line.object.into(),
        line.note.into(),
        changes.into(),
    ]
}
