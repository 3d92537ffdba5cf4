//! A small department to test with: builders with sensible defaults, logged-in clients, pages to look at.

mod client;
mod clusters;
mod council_meetings;
mod department;
mod dossiers;
mod forms;
pub mod initiatives;
mod machine;
mod pacts;
mod rounds;
mod rows;

pub use client::{Client, Page};
pub use clusters::criterion;
pub use council_meetings::{ONE, TWO};
pub use department::{PASSWORD, TestApp, fresh_folder};
pub use forms::Form;
pub use machine::{Machine, Ran, Server};
pub use pacts::target;
pub use rounds::minutes;
pub use thidua::domain::role::Role;
