//! GET: where the chain of the history stood at the end of each month, to compare with what was printed then.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{Datelike, Months, NaiveDate};

use crate::audit_chain::{self, Head};
use crate::db::Db;
use crate::domain::date::{format_date, start_of};
use crate::domain::number::format_whole;
use crate::error::{AppError, AppResult};
use crate::policy::{self, AuditScope};
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// As far back as papers are compared.
const MONTHS: u32 = 24;

const FORMAT: TableFormat = TableFormat {
    name: "audit-seals",
    columns: &[
        Column::required("until", "Đến hết ngày", Kind::Line),
        Column::required("lines", "Số dòng", Kind::Line),
        Column::required("code", "Mã đối chiếu", Kind::Line),
    ],
};

/// The end of a month.
pub struct Line {
    pub until: String,
    pub lines: String,
    pub code: String,
}

#[derive(Template)]
#[template(path = "audit/seals.html")]
struct SealsPage {
    shell: Shell,
    lines: Vec<Line>,
}

/// GET /audit/seals
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let lines = lines(&user, &db).await?;
    page(&SealsPage { shell: Shell::for_page(&user, Menu::Audit), lines })
}

/// GET /audit/seals.csv, /audit/seals.xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let rows = lines(&user, &db).await?.into_iter().map(row).collect();
    lists::file(kind.into_inner(), &FORMAT, rows).await
}

/// The months that are over, newest first.
async fn lines(user: &CurrentUser, db: &Db) -> AppResult<Vec<Line>> {
    if !matches!(policy::audit_of(user), AuditScope::All | AuditScope::Technical) {
        return Err(AppError::Denied);
    }
    let this_month = user.today.with_day(1).unwrap_or(user.today);
    let first = this_month.checked_sub_months(Months::new(MONTHS)).unwrap_or(this_month);
    let heads = db.read(move |conn| audit_chain::heads_by_month(conn, start_of(first), start_of(this_month))).await?;
    Ok(heads.into_iter().rev().map(|(month, head)| line(month, &head)).collect())
}

fn line(month: NaiveDate, head: &Head) -> Line {
    let last_day = month.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(month);
    Line { until: format_date(last_day), lines: format_whole(head.id), code: head.code() }
}

fn row(line: Line) -> Vec<Value> {
    vec![line.until.into(), line.lines.into(), line.code.into()]
}
