//! Movements (phong trào thi đua): the emulation drives of a year, the agency's own and those of a higher level.
//!
//! The secretariat prepares one part by part ([`sections`]), a leader launches it once; from then on it is fixed but
//! for what a leader amends with a reason, and by its dates it is ahead, runs or is over. Each unit reports on its
//! part in the middle and at the end ([`reviews`]).

pub mod actions;
pub mod acts;
pub mod file_actions;
mod files;
mod form;
mod launching;
pub mod ops;
pub mod pages;
mod paper_view;
mod parts;
pub mod print;
pub mod review_pages;
mod reviews;
pub mod sections;
pub mod show;
mod store;
pub mod target_pages;
mod view;
