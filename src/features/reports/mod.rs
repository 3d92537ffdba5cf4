//! Reports on the half-year, the year and a month's revenue (báo cáo sơ kết, tổng kết, tiến độ thu), of the agency or of
//! one unit: the figures in sentences and tables. They can be read at once as papers, or kept and finished here: an
//! official writes paragraphs anew, the figures are counted again at his wish, and what is completed stays.

pub mod actions;
mod counting;
mod emulation;
mod form;
mod frame;
pub mod ops;
pub mod pages;
mod parts;
mod pictures;
mod revenue;
mod store;
mod view;
