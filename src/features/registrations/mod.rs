//! Registrations: what each person and unit aims for this year, from draft to result.
//!
//! A person files, his head agrees, the secretariat accepts; a head's own, a collective's and that of a unit
//! without a head go to the secretariat at once. What is accepted waits for a decision, or is sent to a higher level.

pub mod actions;
mod form;
mod list;
pub mod ops;
pub mod pages;
pub mod papers;
pub mod records;
mod store;
mod told;
mod view;
