//! Hội nghị cán bộ, công chức: the staff conference of a year, planned with its agenda, then recorded with who came and
//! what was resolved, and whether it was held in time.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod paper_view;
mod store;
mod view;
