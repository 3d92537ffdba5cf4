//! The years of emulation with their key dates.

pub mod ops;
