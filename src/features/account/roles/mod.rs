//! Roles are asked for by IT and confirmed by leadership or the secretariat: whoever keeps the accounts gives himself or
//! a friend no rights (SECURITY.md §4). Nobody confirms what he asked for, nor his own.

pub mod actions;
pub mod ops;
pub mod pages;
mod store;
mod view;
