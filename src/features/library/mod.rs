//! The library of recognised initiatives: found by their words, read, taken up by other units. What a unit confirms of
//! its use is evidence of effect for a higher level.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod paper_view;
mod store;
mod uses;
mod view;
