//! Importing and exporting tables: the sample department's files, faults, the way back.

mod award_lists;
mod files;
mod pages;
mod revenue_sheets;
