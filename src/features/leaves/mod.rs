//! Leaves (thời gian nghỉ): when somebody was away and why. The secretariat enters them; besides it only the auditor
//! and the person himself read them.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
pub mod records;
mod store;
mod view;
