//! Thông báo: what is new for somebody since he last looked. The verbs of other features tell it, one row an audience,
//! so that telling fifty thousand people is one insert; nobody is told of what he did himself.

pub mod actions;
pub mod ops;
pub mod pages;
mod store;
mod view;
