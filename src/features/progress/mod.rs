//! Award progress: per unit and in all, how many people there are, what was registered and achieved, this
//! year against last and against the caps, what was proposed and what turned down, the years behind, and what
//! higher levels decided or still have before them. Nothing is written here.

mod figures;
mod file;
pub mod ops;
pub mod pages;
pub mod refusals;
mod store;
mod view;
mod words;
pub mod years_pages;
