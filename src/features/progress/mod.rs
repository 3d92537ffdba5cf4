//! Award progress: per unit and in all, how many people there are, what was registered and achieved, this
//! year against last, and what higher levels decided or still have before them. Nothing is written here.

mod figures;
mod file;
pub mod ops;
pub mod pages;
mod store;
mod view;
mod words;
