//! The program tested in process, on a real SQLite file per test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod account;
mod account_admin;
mod approvals;
mod calendars;
mod commands;
mod conferences;
mod council_results;
mod decisions;
mod delegations;
mod digests;
mod disciplines;
mod documents;
mod dossiers;
mod eligibility;
mod escalations;
mod grades;
mod holidays;
mod house;
mod imports;
mod initiatives;
mod interim_results;
mod laws;
mod leaves;
mod migrations;
mod movements;
mod notices;
mod pacts;
mod payments;
mod people;
mod progress;
mod publicity;
mod registrations;
mod regulations;
mod revenue;
mod rounds;
mod settings;
mod similarity;
mod support;
mod tallies;
mod unit_meetings;
mod units;
mod years;
