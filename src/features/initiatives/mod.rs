//! Initiatives: what somebody found out that makes work better, whose it is, and who has recognised it.
//!
//! The authors share it (their shares make 100 %), confirm it one by one and file it, the head of the unit confirms it, the
//! secretariat records at which level it was recognised and by which decision. A draft needs only its title. On filing its
//! text is compared with all earlier ones (`similarity`).

pub mod actions;
pub mod application;
mod application_store;
mod application_view;
mod author_store;
mod authorship;
pub mod authorship_actions;
pub mod comparison;
mod comparison_store;
mod comparison_view;
pub mod file_actions;
mod files;
mod form;
pub mod levels;
mod list;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
pub mod records;
pub mod result_papers;
mod reviewing;
mod rows;
mod shares;
pub mod similar_titles;
mod similarity;
mod similarity_store;
mod store;
mod told;
mod view;
