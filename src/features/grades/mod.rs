//! Yearly work-quality grades of people and units: entered by the secretariat, one unit on one page.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
pub mod records;
mod shares;
mod standing;
mod store;
mod view;
