//! Movements: the emulation drives of a year, who launched them, by which paper, and what they aim at.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
