//! Budget revenue: the estimates of a year, what came in month by month, and how far it has come.
//! The accountant enters figures and says a word about a month; everybody in the department reads them.

pub mod actions;
mod bulletin;
pub mod entries;
mod form;
pub mod ops;
pub mod pages;
pub mod records;
mod standings;
mod store;
pub mod tables;
mod view;
mod words;
