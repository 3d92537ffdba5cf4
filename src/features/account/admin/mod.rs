//! Accounts as IT keeps them: made, given a new one-time password, locked and unlocked. An account begins as plain staff or
//! with nothing; any other role is asked for and confirmed by somebody else (`roles`).

pub mod actions;
mod form;
mod list;
pub mod pages;
pub mod show;
pub(super) mod view;
