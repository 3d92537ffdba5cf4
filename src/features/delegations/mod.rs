//! Ủy quyền: the head of a unit or of the agency has somebody act in his place for a time. What is done so says whom it
//! was done for, in the history and on papers.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
