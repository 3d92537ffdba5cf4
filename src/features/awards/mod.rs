//! Awards: who received what by which decision. The list that HR prints, and the records others count.

pub mod counted;
mod list;
pub mod ops;
pub mod pages;
mod print;
pub mod records;
mod view;
