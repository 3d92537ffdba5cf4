//! Việc cần làm: what waits for the user, what he waits for, what has come out, and the year's dates.

mod ops;
pub mod pages;
mod tasks;
mod view;
