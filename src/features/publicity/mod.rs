//! Publicity (niêm yết công khai): what the council has passed is shown to all staff for some working days, who may
//! object to a line; the secretariat answers and closes the period with its minutes. Before that nothing of the list
//! is decided or sent up.

pub mod actions;
mod form;
pub mod objection_pages;
mod objections;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
mod store;
mod view;
