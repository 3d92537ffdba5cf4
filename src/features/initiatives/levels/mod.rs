//! Levels above the base (cấp tỉnh, toàn quốc): recorded from the decision of the higher level, with the confirmation
//! of effect that Mẫu số 13 of NĐ 152/2025/NĐ-CP asks for. The initiative carries the highest level in force.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod store;
mod view;
