//! Eligibility: who meets the criteria of an award, criterion by criterion, with the record and the article
//! behind each answer, and what is still missing.
//!
//! The answers are computed by `domain::eligibility`; here the registers are read into its facts (`load`), what
//! only people can judge is recorded, and assessments are kept with what they were made for.

pub mod actions;
mod criteria;
mod form;
mod load;
pub mod ops;
pub mod pages;
pub mod quota;
mod services;
mod store;
mod view;
