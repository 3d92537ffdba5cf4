//! Accounts as IT keeps them: made, given a new one-time password, locked and unlocked. Roles are given when
//! an account is made.

pub mod actions;
mod form;
pub mod pages;
mod view;
