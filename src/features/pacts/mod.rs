//! Pacts (giao ước thi đua): what a unit promises the leadership in a year, measurably.
//!
//! The secretariat prepares them, one by one or for all units at once, and offers them; the head of the unit, the
//! agency and the trade union sign on the screen ([`signing`]). Then the unit reports quarter by quarter, and the
//! leadership confirms ([`reports`]).

pub mod actions;
mod bulk;
pub mod bulk_pages;
mod form;
pub mod ops;
pub mod overview;
pub mod pages;
mod paper_view;
pub mod print;
pub mod report_pages;
mod reports;
pub mod show;
mod signing;
pub mod signing_pages;
mod store;
pub mod target_pages;
mod view;
