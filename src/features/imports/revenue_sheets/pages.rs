//! GET: send a revenue sheet, look at one, see what came of it.

use actix_web::{HttpResponse, web};

use super::form::SettingsForm;
use super::ops::{self, Opened};
use super::store::{self, Sheet};
use super::view::*;
use crate::db::Db;
use crate::domain::date::format_date_time;
use crate::domain::ids::*;
use crate::domain::money::MoneyUnit;
use crate::domain::revenue::Period;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act};
use crate::sheets::{Column, Kind, TableFormat};
use crate::web::current_user::CurrentUser;
use crate::web::forms::TypedFields;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

pub const PATH: &str = "/imports/revenue-sheets";
/// So many sheets are listed.
const LISTED: i64 = 100;

/// GET /imports/revenue-sheets
pub async fn index(user: CurrentUser, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, String::new(), FieldErrors::default(), &db).await?)
}

pub async fn index_page(user: &CurrentUser, source: String, errors: FieldErrors, db: &Db) -> AppResult<IndexPage> {
    policy::must(user, Act::EnterRevenue)?;
    let account = user.account.ok_or(AppError::Denied)?;
    let read = db.read(move |conn| Ok((store::sources(conn)?, store::seen_by(conn, account, LISTED)?)));
    let (sources, sheets) = read.await?;
    let sheets = sheets.iter().map(sheet_line).collect();
    Ok(IndexPage { shell: Shell::for_page(user, Menu::Imports), errors, source, sources, sheets })
}

fn sheet_line(sheet: &Sheet) -> SheetLine {
    let period = sheet.chosen.year.zip(sheet.chosen.month).map(|(year, month)| Period { year, month }.to_string());
    SheetLine {
        address: format!("{PATH}/{}", sheet.id),
        file_name: sheet.file_name.clone(),
        source: sheet.source.clone(),
        period: period.unwrap_or_default(),
        who: sheet.sent_by.clone(),
        at: format_date_time(sheet.stored.map_or(sheet.sent_at, |stored| stored.at).and_utc()),
        state: match &sheet.stored {
            None => SheetState::Waiting,
            Some(stored) if stored.is_undone => SheetState::Undone,
            Some(_) => SheetState::Stored,
        },
    }
}

static LIST: TableFormat = TableFormat {
    name: "revenue_sheets",
    columns: &[
        Column::required("file_name", "Tệp", Kind::Line),
        Column::required("source", "Cơ quan lập", Kind::Line),
        Column::optional("year", "Năm", Kind::YEAR),
        Column::optional("month", "Tháng", Kind::MONTH),
        Column::required("sent_by", "Người nhập", Kind::Line),
        Column::required("at", "Lúc", Kind::Line),
        Column::required("state", "Trạng thái", Kind::Line),
    ],
};

/// GET /imports/revenue-sheets.csv, .xlsx
pub async fn file(user: CurrentUser, kind: web::Path<FileKind>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    policy::must(&user, Act::EnterRevenue)?;
    let account = user.account.ok_or(AppError::Denied)?;
    let sheets = db.read(move |conn| store::seen_by(conn, account, i64::MAX)).await?;
    let row = |sheet: &Sheet| {
        let line = sheet_line(sheet);
        let (year, month) = (sheet.chosen.year.map(|year| year.0), sheet.chosen.month);
        vec![
            line.file_name.into(),
            line.source.into(),
            year.into(),
            month.into(),
            line.who.into(),
            line.at.into(),
            line.state.word().into(),
        ]
    };
    lists::file(kind.into_inner(), &LIST, sheets.iter().map(row).collect()).await
}

/// GET /imports/revenue-sheets/{id}
pub async fn show(user: CurrentUser, id: web::Path<RevenueSheetId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (id, actor) = (*id, user.actor.clone());
    let sheet = db.read(move |conn| ops::find(conn, &actor, id)).await?;
    if sheet.stored.is_some() {
        return page(&stored_page(&user, sheet, &db).await?);
    }
    page(&show_page(&user, sheet, Typed::default(), FieldErrors::default(), &db).await?)
}

/// What was typed on the page of a waiting sheet, as far as it comes back.
#[derive(Default)]
pub struct Typed {
    pub settings: Option<SettingsForm>,
    pub fields: TypedFields,
}

/// A waiting sheet, fresh or with what is wrong.
pub async fn show_page(
    user: &CurrentUser,
    sheet: Sheet,
    typed: Typed,
    errors: FieldErrors,
    db: &Db,
) -> AppResult<ShowPage> {
    let (today, id) = (user.today, sheet.id);
    let read = db.read(move |conn| Ok((store::stored_twin(conn, id)?, ops::open(conn, today, sheet)?)));
    let (twin, opened) = read.await?;
    let twin = twin.map(|(who, at)| format!("Tệp này đã được {who} nhập lúc {}.", format_date_time(at.and_utc())));
    // Nothing was asked yet of who has just sent the sheet: what it does not say is no mistake of his.
    let Opened { sheet, layout, settings, lacking, comparison } = &opened;
    let questions = super::words::questions(comparison.as_ref(), settings.money, &typed.fields);
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Imports),
        path: format!("{PATH}/{}", sheet.id),
        file_name: sheet.file_name.clone(),
        source: sheet.source.clone(),
        read_as: super::words::read_as(settings, layout),
        form: typed.settings.unwrap_or_else(|| SettingsForm::of(settings)),
        choices: super::words::choices(layout),
        lacking: lacking.0.iter().map(|error| error.message.clone()).collect(),
        twin: twin.unwrap_or_default(),
        more_questions: questions.more,
        questions: questions.shown,
        lines: super::words::line_choices(),
        compared: comparison
            .as_ref()
            .zip(settings.money)
            .map(|(found, money)| super::words::compared(found, money, &typed.fields)),
        errors,
    })
}

async fn stored_page(user: &CurrentUser, sheet: Sheet, db: &Db) -> AppResult<StoredPage> {
    let id = sheet.id;
    let lines = db.read(move |conn| store::lines_of(conn, id)).await?;
    let money = sheet.chosen.money.unwrap_or(MoneyUnit::Dong);
    let own = sheet.stored.filter(|stored| stored.is_own);
    let import = own.map(|stored| format!("/imports/{}", stored.import));
    let estimates = own.and_then(|stored| stored.estimates.filter(|estimates| *estimates != stored.import));
    let line = sheet_line(&sheet);
    let counted = sheet.chosen.measure.map_or("", |measure| measure.word());
    Ok(StoredPage {
        shell: Shell::for_page(user, Menu::Imports),
        path: line.address.clone(),
        read_as: format!("{}. {counted}. Đơn vị tính trong tệp: {}.", line.period, money.name()),
        stored_at: line.at.clone(),
        line,
        reason: sheet.reason,
        money: money.name(),
        import: import.unwrap_or_default(),
        estimates: estimates.map_or_else(String::new, |estimates| format!("/imports/{estimates}")),
        rows: lines.iter().map(|line| super::words::stored_row(line, money)).collect(),
    })
}

static LINES: TableFormat = TableFormat {
    name: "revenue_sheet_lines",
    columns: &[
        Column::required("line_code", "Mã khoản thu", Kind::Line),
        Column::required("line_name", "Khoản thu", Kind::Line),
        Column::required("reported", "Số trong tệp", Kind::Money),
        Column::required("earlier", "Đã có của các tháng trước", Kind::Money),
        Column::optional("stored_before", "Số của tháng trước khi nhập", Kind::Money),
        Column::required("amount", "Số của tháng theo tệp", Kind::Money),
    ],
};

/// GET /imports/revenue-sheets/{id}/lines.csv, .xlsx
pub async fn lines(
    user: CurrentUser,
    path: web::Path<(RevenueSheetId, FileKind)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, kind) = path.into_inner();
    let (actor, today) = (user.actor.clone(), user.today);
    let rows = db
        .read(move |conn| {
            let sheet = ops::find(conn, &actor, id)?;
            if sheet.stored.is_some() {
                return store::lines_of(conn, id);
            }
            let entries = ops::open(conn, today, sheet)?.comparison.map(|found| found.entries).unwrap_or_default();
            let line = |entry: &super::comparison::Entry| store::StoredLine {
                line: entry.line,
                reported: entry.reported,
                earlier: entry.share.earlier,
                before: entry.before,
                amount: entry.share.amount,
            };
            Ok(entries.iter().map(line).collect())
        })
        .await?;
    let row = |line: &store::StoredLine| {
        let (code, title) = (line.line.code().into(), line.line.title().into());
        vec![code, title, line.reported.into(), line.earlier.into(), line.before.into(), line.amount.into()]
    };
    lists::file(kind, &LINES, rows.iter().map(row).collect()).await
}

/// The page of a sheet for a form that was refused.
pub async fn again(
    user: &CurrentUser,
    id: RevenueSheetId,
    typed: Typed,
    errors: FieldErrors,
    db: &Db,
) -> AppResult<ShowPage> {
    let actor = user.actor.clone();
    let sheet = db.read(move |conn| ops::find(conn, &actor, id)).await?;
    show_page(user, sheet, typed, errors, db).await
}
