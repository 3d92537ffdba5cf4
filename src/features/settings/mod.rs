//! The agency: its name, place, head and the symbols of its papers; and what this data folder is.

pub mod actions;
mod form;
mod letterhead;
pub mod ops;
pub mod pages;
mod store;
mod view;
mod wording;
