//! The revenue report as tax and customs offices send it (form 60/CK-NSNN, the sheets of TT 26/2026): names instead of
//! codes, figures counted from January on, merged headings. Names are asked for once and remembered; what comes of a
//! sheet is stored as one import of the table `revenue_actuals`, with its preview and its way back.

pub mod actions;
mod comparison;
mod estimates;
mod form;
mod layout;
pub mod names;
pub mod ops;
pub mod pages;
mod reading;
mod store;
mod view;
mod words;

pub(super) use self::estimates::take_back_rest;
use crate::db::Connection;
use crate::domain::ids::ImportId;
use crate::error::AppResult;

/// The page of the sheet that an import was stored from.
pub(super) fn of_import(conn: &mut Connection, import: ImportId) -> AppResult<Option<String>> {
    Ok(store::of_import(conn, import)?.map(|id| format!("{}/{id}", pages::PATH)))
}
