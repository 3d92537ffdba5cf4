//! Xét duyệt: everything that waits for the user's decision, one by one or several at once.
//! The verbs belong to registrations, initiatives and decisions.

pub mod actions;
mod ops;
pub mod pages;
mod view;
