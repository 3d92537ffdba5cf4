//! Initiatives: what somebody found out that makes work better, whose it is, and who has recognised it.
//!
//! The authors share it (their shares make 100 %) and file it, the head of the unit confirms it, the
//! secretariat records at which level it was recognised and by which decision. A draft needs only its title.

pub mod actions;
mod form;
mod list;
pub mod ops;
pub mod pages;
pub mod records;
mod reviewing;
mod shares;
mod store;
mod told;
mod view;
