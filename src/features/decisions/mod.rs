//! Decisions: the acts that grant. Own ones are drafted by the secretariat from dossiers that the council has
//! passed, and issued by the head of the agency; those of a higher level are recorded with what they granted or refused.

pub mod actions;
mod bonuses;
mod correction;
pub mod correction_page;
pub mod correction_print;
mod form;
mod lines;
pub mod ops;
pub mod pages;
mod paper_store;
mod paper_view;
pub mod papers;
mod register;
pub mod register_pages;
mod revocation;
pub mod revocation_page;
pub mod scan_actions;
mod scans;
mod store;
mod told;
mod view;
