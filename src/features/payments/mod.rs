//! Payments (chi tiền thưởng): the bonuses of decided dossiers, computed as of the day of the decision, and the
//! accountant's word that they are paid, several at once with one day and from one source; the fund of that source must
//! hold them. What was paid and then taken back by a decision is to be recovered.

pub mod actions;
pub mod correction_page;
mod form;
mod money;
pub mod ops;
pub mod pages;
pub mod print;
pub mod recoveries;
mod rules;
mod store;
mod sums;
mod view;
