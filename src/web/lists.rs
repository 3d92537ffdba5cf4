//! Lists: the filters in force as chips, and the same rows as a file.

use actix_web::HttpResponse;
use serde::Deserialize;

use super::download;
use super::paging::address;
use crate::db::{Db, off_thread};
use crate::domain::event::Event;
use crate::error::{AppError, AppResult};
use crate::policy::Actor;
use crate::sheets::{TableFormat, Value, write_csv, write_xlsx};

/// A filter in force, with the address of the list without it.
#[derive(Debug, Clone)]
pub struct Chip {
    pub label: String,
    pub without: String,
}

/// One chip for each filter that has a label. `query` holds every key of the address, `labels` what the
/// chosen values are called (empty = not a filter).
pub fn chips(path: &str, query: &[(&str, &str)], labels: &[(&str, String)]) -> Vec<Chip> {
    labels
        .iter()
        .filter(|(_, label)| !label.is_empty())
        .map(|(key, label)| {
            let rest: Vec<_> = query.iter().copied().filter(|(other, _)| other != key).collect();
            Chip { label: label.clone(), without: address(path, &rest) }
        })
        .collect()
}

/// The file a list was asked for as: the last part of `/people.csv`, `/people.xlsx`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileKind {
    Csv,
    Xlsx,
}

/// The entry that a list of people leaves in the history when it is taken out of the program, as whatever kind of file
/// (SECURITY.md N1). `what` is the list's name.
pub async fn note_export(db: &Db, actor: Actor, what: &str, rows: usize) -> AppResult<()> {
    let exported = Event::list_exported(what, rows);
    db.write(actor, move |tx| tx.audit(exported)).await
}

/// All rows of a list that names people, as a file, which leaves its entry in the history. `what` is the list's name on
/// its page.
pub async fn personal_file(
    db: &Db,
    actor: Actor,
    what: &str,
    kind: FileKind,
    format: &'static TableFormat,
    rows: Vec<Vec<Value>>,
) -> AppResult<HttpResponse> {
    note_export(db, actor, what, rows.len()).await?;
    file(kind, format, rows).await
}

/// All rows of a list that names nobody, as a file. Written off the threads that answer: a long one takes a while.
pub async fn file(kind: FileKind, format: &'static TableFormat, rows: Vec<Vec<Value>>) -> AppResult<HttpResponse> {
    let (ending, content_type) = match kind {
        FileKind::Csv => ("csv", "text/csv; charset=utf-8"),
        FileKind::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    };
    let body = off_thread(move || match kind {
        FileKind::Csv => Ok(write_csv(format, &rows)),
        FileKind::Xlsx => write_xlsx(format, &rows).map_err(|error| AppError::Unexpected(error.into())),
    });
    Ok(download(&format!("{}.{ending}", format.name), content_type, body.await?))
}
