//! Căn cứ pháp lý: the catalogue of law as people read it, and which of its entries the secretariat has compared with
//! the official text. Until then an entry marked for comparison warns and stops nobody.

pub mod actions;
mod criteria;
mod entries;
mod form;
mod list;
pub mod ops;
pub mod pages;
mod store;
mod view;
