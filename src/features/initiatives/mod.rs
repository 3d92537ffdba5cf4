//! Initiatives: what somebody found out that makes work better, whose it is, and who has recognised it.
//!
//! The authors share it (their shares make 100 %), confirm it one by one and file it, the head of the unit confirms it, the
//! secretariat records at which level it was recognised and by which decision. A draft needs only its title.

pub mod actions;
pub mod application;
mod application_store;
mod application_view;
mod author_store;
mod authorship;
pub mod authorship_actions;
mod form;
pub mod levels;
mod list;
pub mod ops;
pub mod pages;
pub mod print;
pub mod records;
mod reviewing;
mod rows;
mod shares;
mod store;
mod told;
mod view;
