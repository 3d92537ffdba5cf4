//! The second factor: a code that changes every half minute, asked for after the password. Everybody may have one; of
//! IT, secretariat and leadership it can be demanded (`login_rules`). Whoever loses his telephone logs in with a
//! recovery code, or has IT take the factor away.

pub mod actions;
pub mod login;
pub mod ops;
pub mod pages;
mod store;
mod view;
