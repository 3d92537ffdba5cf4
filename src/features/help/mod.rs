//! Trợ giúp: a guide for each role, to be read in the program and printed. What a guide shows of a page is a copy
//! that nobody can press, made of the program's own components, so that it never looks older than the page.

pub mod guides;
pub mod pages;
