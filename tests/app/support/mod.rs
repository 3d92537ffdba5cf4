//! A small department to test with: builders with sensible defaults, logged-in clients, pages to look at.

mod client;
mod department;

pub use client::{Client, Page};
pub use department::{TestApp, fresh_folder};
pub use thidua::domain::role::Role;
