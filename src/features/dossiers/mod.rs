//! Dossiers (hồ sơ đề nghị): at year end, one proposal of one award for one person or unit, with its
//! achievement report and papers, on its way from whoever proposes it to the decision and the bonus.
//!
//! It goes from the person to his unit, to the secretariat, to the council, and is decided here or higher up;
//! a collective's, a head's own and that of a unit without a head skip the unit. [`ops`] holds the verbs, in
//! [`steps`] those that move it and in [`marks`] those that another feature calls when the council or a decision
//! has spoken; [`papers`] says what is missing, [`timeline`] and [`ledger`] what has happened.

pub mod actions;
pub mod acts;
pub mod file_actions;
mod files;
mod form;
pub mod form_pages;
mod ledger;
pub mod ledger_pages;
mod list;
mod marks;
mod mend;
pub mod ops;
pub mod pages;
mod paper_view;
mod papers;
mod queue;
mod report;
pub mod report_print;
mod ripeness;
pub mod show;
mod steps;
mod store;
mod timeline;
mod told;
mod view;
