//! The history of everything, to be searched: who did what, when, from where, and what was there before and after.
//! Leadership and the auditor read all of it, IT what is technical, the secretariat what belongs to dossiers, and everybody
//! his own logins.

pub mod pages;
pub mod retention;
pub mod seals;
mod store;
mod words;
