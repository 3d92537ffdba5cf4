//! Yearly work-quality grades of people and units.

pub mod records;
