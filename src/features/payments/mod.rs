//! Payments (chi tiền thưởng): the bonuses of decided dossiers, computed as of the day of the decision, and the
//! accountant's word that they are paid, several at once with one day.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
pub mod print;
mod store;
mod view;
