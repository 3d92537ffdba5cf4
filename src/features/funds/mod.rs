//! Funds (quỹ thi đua, khen thưởng): for each source and budget year what was planned, received and paid, and what is
//! left. Bonuses come here by themselves when they are entered as paid; nothing is ever changed, a wrong entry is taken
//! back by another. Nobody pays what is not there, unless the head of the agency says how far he may.

pub mod entry_page;
mod form;
pub mod ops;
pub mod pages;
pub mod print;
mod register;
pub mod reversal_page;
pub mod sources_page;
mod store;
mod view;
