//! The program tested in process, on a real SQLite file per test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod approvals;
mod commands;
mod decisions;
mod house;
mod initiatives;
mod migrations;
mod interim_results;
mod progress;
mod registrations;
mod revenue;
mod support;
