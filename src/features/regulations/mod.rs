//! Quy chế: what the province and the agency ask on top of the law – stricter criteria, ratio caps, votes of the
//! council, score sheets, publicity days, the last day to register – each from the day it takes effect, never less than the law asks.

pub mod actions;
mod form;
mod list;
pub mod ops;
pub mod pages;
mod paper_view;
mod store;
mod view;
mod vocabulary;
mod votes;
