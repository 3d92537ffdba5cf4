//! Rounds of reviewing initiatives (đợt xét sáng kiến): the secretariat opens one with a deadline, gathers what waits
//! for review and seats a council; examiners score on sheets that only they see until all are sent; the round is
//! concluded with minutes, and the decision of the head of the agency recognises each initiative or does not.

pub mod actions;
mod assigning;
pub mod assigning_pages;
mod assigning_view;
mod board;
mod conclusion;
mod council;
mod form;
pub mod gathering_pages;
mod gathering_view;
mod list;
pub mod ops;
pub mod outcome_pages;
mod outcome_view;
pub mod pages;
mod paper_view;
pub mod papers;
pub mod scan_actions;
mod scans;
pub mod sheet_actions;
mod sheet_form;
pub mod sheet_pages;
mod sheet_store;
mod sheet_view;
mod sheets;
mod store;
mod view;
