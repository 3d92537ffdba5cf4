//! The revenue report as tax and customs offices write it: which line a name means, and how a figure that counts from
//! January on becomes the figure of one month, which is what is stored.

mod names;
mod share;

pub use names::{Meaning, depth_of, key_of, meaning_of, split_marker, stand_under};
pub use share::{Measure, Share};
