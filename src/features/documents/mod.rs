//! Văn bản: plans and guidance that are to reach everyone, with the files attached to them, and who has said that he
//! read them. Whoever joins an audience later has them to read from then on; whoever has left is not counted.

pub mod actions;
pub mod file_actions;
mod files;
mod form;
mod list;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod papers;
mod readers;
pub mod readers_pages;
pub mod steps_pages;
mod store;
mod view;
