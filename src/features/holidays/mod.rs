//! Holidays (ngày nghỉ lễ): the days of each calendar year that are no working days, and the weekends worked in
//! exchange. Periods in working days are reckoned with them; the secretariat keeps the table.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
