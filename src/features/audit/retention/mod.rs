//! How long the history of access is kept: who came, looked and was refused. Two years unless IT sets otherwise, a year at
//! least; what was changed or decided stays for good (SECURITY.md N3).

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
