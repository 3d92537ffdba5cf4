//! thidua: a state agency's yearly cycle of emulation and commendation.

pub mod domain;
pub mod sheets;
