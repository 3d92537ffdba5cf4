//! Accounts for all of the staff at once, with slips of one-time passwords to print, cut and hand over.

pub mod actions;
pub mod ops;
pub mod pages;
