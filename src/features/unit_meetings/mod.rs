//! The meeting in which a unit proposes who gets what at year end (bình xét): who was there, the votes line by line,
//! the minutes. While it is open it can be changed and taken back; closing it makes a draft dossier of every line for
//! which more than half of those present voted. A closed meeting never changes.

pub mod actions;
mod closing;
pub mod closing_pages;
mod form;
mod meeting;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
mod store;
mod view;
