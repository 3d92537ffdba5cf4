//! Councils (hội đồng) as decisions set them up: the emulation council, the initiative council, counting boards. Who
//! sits in each as what and from when to when; those before the present one are kept, with their members.

pub mod ops;
mod store;
