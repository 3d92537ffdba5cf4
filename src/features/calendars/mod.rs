//! Lịch: each account's own dates as a calendar that a telephone or a mail program reads, under a secret address that
//! can be replaced and revoked. It names nobody.

pub mod actions;
mod events;
pub mod ops;
pub mod pages;
mod store;
mod view;
