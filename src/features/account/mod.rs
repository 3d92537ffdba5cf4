//! Accounts: who may come in, with which password and roles, and the sessions they have open.

pub mod actions;
pub mod admin;
mod changing;
mod checking;
mod common;
mod confirmation;
pub mod form;
pub mod interrupted;
pub mod login_rules;
mod onward;
pub mod ops;
pub mod pages;
pub mod password;
pub mod roles;
pub mod second_factor;
pub mod staff;
mod store;
mod view;
