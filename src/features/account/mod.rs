//! Accounts: who may come in, with which password and roles, and the sessions they have open.

pub mod actions;
pub mod admin;
mod confirmation;
pub mod form;
pub mod ops;
pub mod pages;
pub mod password;
mod store;
mod view;
