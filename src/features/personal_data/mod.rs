//! What is stored of oneself (Luật Bảo vệ dữ liệu cá nhân): every register that names the reader, why it is kept, to be read
//! and taken along; and what he asks to have corrected, which the secretariat answers.

pub mod actions;
mod corrections;
mod form;
pub mod ops;
pub mod pages;
mod store;
