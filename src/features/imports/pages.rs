//! GET: choose a table, look at what a file would change, see how an import ended.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::changes::Changes;
use super::store::{self, Import, State, UNDO_LASTS};
use super::view::*;
use super::{ops, revenue_sheets, tables};
use crate::db::Db;
use crate::domain::date;
use crate::domain::ids::*;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::policy::{self, Act, Actor, may};
use crate::records::Table;
use crate::sheets::{Column, Kind, TableFormat, Value};
use crate::web::current_user::CurrentUser;
use crate::web::forms::Choice;
use crate::web::lists::{self, FileKind};
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// So many of the latest imports are listed, and so many rows and faults of a file shown.
const HISTORY: i64 = 20;
const SHOWN: usize = 50;

#[derive(Debug, Default, Deserialize)]
pub struct IndexQuery {
    #[serde(default)]
    kind: String,
}

/// GET /imports
pub async fn index(user: CurrentUser, query: web::Query<IndexQuery>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    page(&index_page(&user, &query.kind, FieldErrors::default(), &db).await?)
}

/// The form, fresh or with what is wrong.
pub async fn index_page(user: &CurrentUser, kind: &str, errors: FieldErrors, db: &Db) -> AppResult<IndexPage> {
    policy::must(user, Act::Import)?;
    let account = user.account.ok_or(AppError::Denied)?;
    let now = db.clock.now().naive_utc();
    let own = db.read(move |conn| store::of_account(conn, account, HISTORY)).await?;
    let open: Vec<&'static Table> = tables_of(user).collect();
    let kind = if open.len() == 1 { open[0].format.name } else { kind };
    Ok(IndexPage {
        shell: Shell::for_page(user, Menu::Imports),
        errors,
        kind: kind.to_owned(),
        kinds: open.iter().map(|table| Choice::new(table.format.name, table.title)).collect(),
        tables: open.iter().map(|table| help(table)).collect(),
        history: own.into_iter().map(|import| line(import, now)).collect(),
        takes_revenue_sheets: may(user, Act::EnterRevenue),
        takes_award_lists: may(user, Act::ImportRegisters),
    })
}

/// The tables somebody may import.
fn tables_of(actor: &Actor) -> impl Iterator<Item = &'static Table> {
    tables::TABLES.iter().filter(|table| may(actor, table.act))
}

fn help(table: &'static Table) -> TableHelp {
    let columns = table.format.columns.iter().map(|column| ColumnHelp::of(column, table.key)).collect();
    TableHelp { kind: table.format.name, title: table.title, columns }
}

fn line(import: Import, now: chrono::NaiveDateTime) -> ImportLine {
    let can_undo = import.can_be_undone(now);
    ImportLine { import, can_undo }
}

/// GET /imports/templates/{table}.{kind}: the headings, to fill in.
pub async fn template(user: CurrentUser, path: web::Path<(String, FileKind)>) -> AppResult<HttpResponse> {
    let (kind, file) = path.into_inner();
    let table = ops::table(&kind).ok_or(AppError::NotFound)?;
    policy::must(&user, table.act)?;
    lists::file(file, table.format, Vec::new()).await
}

/// GET /imports/{id}
pub async fn show(user: CurrentUser, id: web::Path<ImportId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let id = id.into_inner();
    let actor = user.actor.clone();
    let import = db.read(move |conn| ops::find(conn, &actor, id)).await?;
    if import.state == State::Staged {
        return page(&preview_page(&user, import, &db, FieldErrors::default()).await?);
    }
    page(&show_page(&user, import, FieldErrors::default(), &db).await?)
}

pub async fn show_page(user: &CurrentUser, import: Import, errors: FieldErrors, db: &Db) -> AppResult<ShowPage> {
    let id = import.id;
    let sheet = db.read(move |conn| revenue_sheets::of_import(conn, id)).await?;
    let undo_until = import.stored_at.map(|stored_at| date::format_date_time((stored_at + UNDO_LASTS).and_utc()));
    Ok(ShowPage {
        shell: Shell::for_page(user, Menu::Imports),
        errors,
        line: line(import, db.clock.now().naive_utc()),
        undo_until: undo_until.unwrap_or_default(),
        origin: sheet.unwrap_or_default(),
    })
}

/// The preview, fresh or with why nothing was stored.
pub async fn preview_page(user: &CurrentUser, import: Import, db: &Db, errors: FieldErrors) -> AppResult<PreviewPage> {
    let (shell, today) = (Shell::for_page(user, Menu::Imports), user.today);
    db.read(move |conn| {
        let changes = ops::preview(conn, today, &import)?;
        let stored_before = store::stored_before(conn, import.id)?;
        let columns = import.table.format.columns;
        Ok(PreviewPage {
            shell,
            refused: errors.0.into_iter().map(|error| error.message).collect(),
            added: changes.added(),
            replaced: changes.replaced(),
            same: changes.same,
            repeated: changes.repeated,
            faulty_rows: changes.faulty_rows(),
            faults_in_all: changes.faults.len(),
            sum: changes.sums().map(|(_, sum)| sum.format()),
            stored_before: stored_before.map(|at| date::format_date_time(at.and_utc())),
            headings: columns.iter().map(|it| Heading { words: it.heading, class: class_of(it) }).collect(),
            rows: row_lines(&changes, columns),
            faults: changes.faults.into_iter().take(SHOWN).collect(),
            import,
        })
    })
    .await
}

/// Replaced rows first, because they are what somebody may regret.
fn row_lines(changes: &Changes, columns: &[Column]) -> Vec<RowLine> {
    let (replaced, added): (Vec<_>, Vec<_>) = changes.rows.iter().partition(|change| change.before.is_some());
    let line = |change: &super::changes::Change| {
        let cell = |at: usize, column: &Column, value: &Value| {
            let before = change.before.as_ref().and_then(|values| values.get(at)).filter(|before| *before != value);
            CellLine {
                words: shown(column, value),
                before: before.map(|before| shown(column, before)),
                class: class_of(column),
            }
        };
        let cells = (0..).zip(columns).zip(change.row.values()).map(|((at, column), value)| cell(at, column, value));
        RowLine { number: change.row.number, is_new: change.before.is_none(), cells: cells.collect() }
    };
    replaced.into_iter().chain(added).take(SHOWN).map(line).collect()
}

/// The faulty cells as a table of their own.
static FAULTS: TableFormat = TableFormat {
    name: "faults",
    columns: &[
        Column::required("address", "Ô", Kind::Line),
        Column::required("column", "Cột", Kind::Line),
        Column::optional("typed", "Đang ghi", Kind::Paragraphs),
        Column::required("message", "Lỗi và cách sửa", Kind::Line),
    ],
};

/// GET /imports/{id}/faults.{kind}
pub async fn faults(
    user: CurrentUser,
    path: web::Path<(ImportId, FileKind)>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let (id, file) = path.into_inner();
    let (actor, today) = (user.actor.clone(), user.today);
    let rows = db
        .read(move |conn| {
            let import = ops::find(conn, &actor, id)?;
            if import.state != State::Staged {
                return Err(AppError::NotFound);
            }
            let faults = ops::preview(conn, today, &import)?.faults;
            Ok(faults.into_iter().map(|it| [it.address, it.column, it.typed, it.message].map(Value::from).to_vec()))
        })
        .await?;
    lists::file(file, &FAULTS, rows.collect()).await
}
