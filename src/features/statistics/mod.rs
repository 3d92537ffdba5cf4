//! Statutory forms of statistics (biểu thống kê): movements and awards of a period as the law catalogue says the forms
//! look, every number with its rows, proved against a plain count. Only the codes of the forms are typed here.

pub mod actions;
pub mod codes_page;
mod counting;
mod file;
mod form;
mod notes;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
pub mod rows;
mod rows_view;
mod store;
mod view;
