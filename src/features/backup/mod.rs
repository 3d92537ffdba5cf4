//! One file that holds all of an installation, checked when it is made and again before it replaces anything:
//! a zip of the database, the attachments and a manifest of what they must be, sealed as a whole.

pub mod actions;
pub mod health;
mod manifest;
pub mod ops;
mod pack;
pub mod pages;
mod seal;
pub mod troubles;
mod unpack;

pub use manifest::must_be_whole;
pub use pack::{is_left_over, pack};
pub use seal::check as must_be_sealed;
pub use unpack::{hold_the_same, unpack};
