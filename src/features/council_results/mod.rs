//! Results of the emulation council (kết quả họp Hội đồng): what a meeting voted on each dossier, written when it is
//! concluded (`council_meetings`), and what the law of the day of receipt makes of the votes. A dossier that
//! reaches the threshold is passed, one below it is refused with the article; one without votes waits on.

pub mod ops;
pub mod pages;
mod paper_view;
pub mod print;
mod store;
mod view;
