//! Blocks (khối, cụm thi đua): the agency's units scored against each other by one table of criteria in a year.
//!
//! The secretariat sets up a block with its members and criteria and publishes it ([`ops`], [`criteria`]); each unit
//! scores itself on its sheet with evidence, the secretariat verifies ([`sheets`]); what hangs on revenue and awards is
//! counted at reading time ([`automatic`]) until the head of the agency concludes the ranking ([`concluding`]).

pub mod actions;
pub mod acts;
mod automatic;
mod concluding;
mod criteria;
mod criteria_form;
pub mod criteria_pages;
mod criteria_store;
pub mod file_actions;
mod files;
mod form;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
mod scores;
pub mod sheet_actions;
mod sheet_form;
pub mod sheet_pages;
mod sheet_store;
mod sheet_view;
mod sheets;
pub mod show;
mod store;
mod table;
mod told;
mod view;
