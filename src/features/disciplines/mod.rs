//! Disciplines (kỷ luật): the decisions by which people were disciplined. The secretariat enters them from the
//! papers; besides it only the auditor and the person himself read them.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
pub mod records;
mod store;
mod view;
