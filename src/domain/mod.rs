//! The words and rules of the field: pure, without database, web or clock.
//!
//! danh hiệu = title, hình thức = commendation form, either = award; sáng kiến = initiative;
//! cán bộ = person, đơn vị = unit, either = subject; đăng ký = registration; trình = escalate.

pub mod backup_plan;
pub mod ballot;
pub mod bonus;
pub mod certificate;
pub mod codes;
pub mod conference;
pub mod council;
pub mod council_meeting;
pub mod date;
pub mod decision;
pub mod delegation;
pub mod document;
pub mod dossier;
pub mod eligibility;
pub mod emulation_cluster;
pub mod escalation;
pub mod event;
pub mod fund;
pub mod grading;
pub mod highlight;
pub mod ics;
pub mod ids;
pub mod initiative;
pub mod initiative_round;
pub mod interim_result;
pub mod law;
pub mod leave;
pub mod mail;
pub mod money;
pub mod movement;
pub mod notice;
pub mod number;
pub mod number_register;
pub mod pact;
pub mod position;
pub mod progress;
pub mod publicity;
pub mod ratio;
pub mod registration;
pub mod report;
pub mod revenue;
pub mod role;
pub mod role_request;
pub mod scoring;
pub mod second_factor;
pub mod similarity;
pub mod sort_key;
pub mod statistics;
pub mod subject;
pub mod target;
pub mod text;
pub mod wording;
pub mod working_days;
pub mod year;

/// A step that the present state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IllegalStep;
