//! The interim review (sơ kết 6 tháng): the head of each unit proposes who is on the way to the lowest
//! title of the year, the secretariat confirms. Provisional ("Tạm tính"): no decision, no bonus, never an award.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
