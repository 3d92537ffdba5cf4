//! What of an initiative stands in earlier ones.

mod labelled;
pub mod pairs;
