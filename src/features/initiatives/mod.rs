//! Initiatives: improvements people record, and how far they are recognised.

pub mod records;
