//! thidua: a state agency's yearly cycle of emulation and commendation (thi đua, khen thưởng).
//!
//! Three journeys through the house:
//! - Registration to printed list: `features/registrations` (register, file) → the unit's and the secretariat's
//!   steps in the same folder, found through `features/approvals` → `features/dossiers` (the proposal, its report and
//!   papers) → `features/council_results` → `features/decisions` (draft, issue), which makes the rows of
//!   `features/awards`, printed from there → `features/payments`.
//! - Initiative to recognition: `features/initiatives`, from draft to the decision that recognises it.
//! - Revenue to progress: `features/imports` reads a sheet, `features/revenue` keeps and shows it.
//!
//! Below them: `web` (what all pages share), `db` and `policy`, `domain` (pure). `routes` lists every address.

// Diesel expands the list of all tables once for each of them.
#![recursion_limit = "256"]

pub mod app;
pub mod audit_chain;
pub mod ballot_box;
pub mod clock;
pub mod commands;
pub mod data_folder;
pub mod db;
pub mod domain;
pub mod error;
pub mod features;
pub mod hash;
pub mod inspection;
pub mod papers;
pub mod policy;
pub mod records;
pub mod routes;
pub mod sample;
pub mod schema;
pub mod sheets;
pub mod sql;
pub mod texts;
pub mod web;
