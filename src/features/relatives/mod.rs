//! Relatives (người thân) on the staff: each says of whom he is one, so that nobody judges the work of his own. The
//! secretariat sees all of them, may enter them for anybody, and takes out what was entered by mistake.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
