//! Lists of old decisions that hold names, not codes: which columns they have, what their words for awards mean, and row
//! by row who is meant, chosen by a person and kept until the list is done. What comes of it are imports of `awards`, and
//! of `people` for those nobody has known, taken back together while nothing rests on them.

pub mod actions;
mod form;
mod matching;
pub mod names;
pub mod ops;
pub mod pages;
mod reading;
pub mod rows_page;
mod store;
mod view;
