//! Units: the agency, its collectives, and the outside offices that answer for revenue. Each has a record of what
//! it received year by year.

mod achievements;
pub mod actions;
mod form;
pub mod ops;
pub mod pages;
pub mod records;
mod store;
mod view;
