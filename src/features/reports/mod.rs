//! Reports on the half-year and the year (báo cáo sơ kết, tổng kết): the figures in sentences and tables, as papers to be
//! finished in Word. Nothing is written here.

pub mod pages;
mod paper_view;
mod store;
mod view;
