//! Lists as somebody filtered them, kept under a name of his own: every list says in its address what was chosen, so that
//! the address is all there is to keep.

pub mod actions;
pub mod ops;
pub mod pages;
mod store;
