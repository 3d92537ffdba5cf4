//! Initiatives: what somebody found out that makes work better, whose it is, and who has recognised it.
//!
//! The authors share it (their shares make 100 %) and file it, the head of the unit confirms it, the
//! secretariat records at which level it was recognised and by which decision. A draft needs only its title. On filing its
//! text is compared with all earlier ones (`similarity`).

pub mod actions;
pub mod comparison;
mod comparison_store;
mod comparison_view;
pub mod file_actions;
mod files;
mod form;
mod list;
pub mod ops;
pub mod pages;
pub mod records;
mod shares;
pub mod similar_titles;
mod similarity;
mod similarity_store;
mod store;
mod told;
mod view;
