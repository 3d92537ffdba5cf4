//! Budget revenue: the estimates of a year, what came in month by month, how far it has come and may come. The accountant
//! enters figures, says a word about a month and closes it; everybody in the department reads them. Every version of a
//! figure is kept.

pub mod actions;
pub mod assignments;
mod bulletin;
mod closing;
pub mod comparison;
mod counting;
mod drill_view;
pub mod entries;
mod facts;
mod form;
mod found;
mod kept;
mod links;
pub mod months;
mod months_view;
pub mod ops;
pub mod outlook;
mod outlook_view;
pub mod pages;
mod parts;
mod pictures;
pub mod profile;
pub mod records;
mod sparing;
mod standings;
mod store;
pub mod tables;
mod view;
mod words;
