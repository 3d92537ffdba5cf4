//! People: the staff, and where each belonged on any day.

pub mod ops;
pub mod records;
