//! Bringing whole tables in and taking them out (CONTRACT.md §3): from the web with a preview and a way
//! back for a day, and from the command line. The tables themselves belong to their features.

pub mod actions;
pub mod award_lists;
mod changes;
pub mod ops;
pub mod pages;
pub mod revenue_sheets;
mod store;
pub mod tables;
mod undo;
mod view;
