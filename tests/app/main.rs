//! The program tested in process, on a real SQLite file per test.

mod account;
mod registrations;
mod commands;
mod support;
