//! People: the staff, where each belonged on any day, and the record of what each achieved.

pub mod actions;
mod form;
mod list;
mod meant;
mod membership;
pub mod ops;
pub mod pages;
mod record;
pub mod records;
mod store;
mod view;
