//! Units: the agency, its collectives, and the outside offices that answer for revenue.

pub mod ops;
pub mod records;
