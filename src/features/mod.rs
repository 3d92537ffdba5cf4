//! The features, one folder a noun. A feature may call the `ops` of those that stand before it in this
//! order, never the other way round, and never another's store, form, view or handlers (imports takes
//! their `records` too, wordings their `sample`s):
//! account, units, people, relatives, councils, disciplines, leaves, settings, holidays, notices, delegations, laws, regulations,
//! years, grades, awards, initiatives, eligibility, library, revenue, targets, movements, pacts, conferences, documents,
//! rounds, registrations, dossiers, unit_meetings, council_results, council_meetings, publicity, escalations, decisions, initiative_rounds,
//! funds, payments, certificates, interim_results, approvals, progress, reports, clusters, statistics, wordings, imports, audit, backup, calendars, digests, filters, personal_data, help, home.

pub mod account;
pub mod approvals;
pub mod audit;
pub mod awards;
pub mod backup;
pub mod calendars;
pub mod certificates;
pub mod clusters;
pub mod conferences;
pub mod council_meetings;
pub mod council_results;
pub mod councils;
pub mod decisions;
pub mod delegations;
pub mod digests;
pub mod disciplines;
pub mod documents;
pub mod dossiers;
pub mod eligibility;
pub mod escalations;
pub mod filters;
pub mod funds;
pub mod grades;
pub mod help;
pub mod holidays;
pub mod home;
pub mod imports;
pub mod initiative_rounds;
pub mod initiatives;
pub mod interim_results;
pub mod laws;
pub mod leaves;
pub mod library;
pub mod movements;
pub mod notices;
pub mod pacts;
pub mod payments;
pub mod people;
pub mod personal_data;
pub mod progress;
pub mod publicity;
pub mod registrations;
pub mod regulations;
pub mod relatives;
pub mod reports;
pub mod revenue;
pub mod rounds;
pub mod settings;
pub mod statistics;
pub mod targets;
pub mod unit_meetings;
pub mod units;
pub mod wordings;
pub mod years;
