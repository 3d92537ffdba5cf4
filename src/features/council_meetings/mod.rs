//! Meetings of the emulation council (phiên họp Hội đồng): agenda, attendance, conflicts, the secret ballot on screen and
//! on paper, and the minutes with what became of each dossier. [`crate::ballot_box`] is what keeps the ballot secret.

pub mod actions;
mod agenda_store;
mod attendance;
mod ballot_store;
mod ballot_view;
mod concluding;
pub mod concluding_pages;
mod concluding_view;
pub mod file_actions;
mod files;
mod form;
mod meeting;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod papers;
pub mod preparing_pages;
mod preparing_view;
mod proposal;
mod store;
mod view;
mod voting;
pub mod voting_actions;
pub mod voting_pages;
