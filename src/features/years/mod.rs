//! The years of emulation with their key dates.

pub mod actions;
mod closing;
mod form;
pub mod ops;
pub mod pages;
mod view;
