//! Councils (hội đồng) as decisions set them up: the emulation council, the initiative council, counting boards. Who
//! sits in each as what and from when to when; those before the present one are kept, with their members.

pub mod actions;
mod form;
pub mod ops;
pub mod pages;
mod seating;
mod store;
mod view;
