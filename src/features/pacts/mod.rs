//! Pacts: what a unit commits itself to for the year, with targets that can be measured.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
