//! The year's round of registration, from its opening to what came of it: who may still register, who has not, the
//! table of what the units registered, what was registered beside what was proposed and achieved, and whom to remind.
//!
//! Stands before registrations, which ask it whether the round takes them; what lies behind it is read by its SQL.

pub mod actions;
pub mod extension_pages;
mod form;
mod ledger;
pub mod ledger_pages;
mod missing;
pub mod missing_pages;
pub mod nudge_pages;
mod nudges;
pub mod ops;
mod pages;
mod paper_view;
mod store;
mod summary;
pub mod summary_pages;
