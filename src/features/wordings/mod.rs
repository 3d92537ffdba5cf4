//! Mẫu văn bản: the texts around the data of the agency's papers, which an official words as the department does; every
//! version is kept, and a paper that was issued keeps the words of its day. What stands is read through `settings`.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod samples;
mod store;
mod view;
