//! Escalations (trình cấp trên): dossiers gathered under one proposal (tờ trình) to the province or the ministry, with
//! their list, reports, minutes and votes; and what the higher level answered, line by line.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
mod store;
mod view;
