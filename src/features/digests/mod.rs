//! Thư nhắc: where mail is set up, one mail a working day at most tells each who wants it what waits for him and what is
//! due. A mail server that is down stops nothing: IT is told, and the mail is sent later the same day, once.

pub mod actions;
mod content;
mod form;
pub mod ops;
pub mod pages;
mod sending;
mod store;
mod view;
