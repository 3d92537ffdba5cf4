//! Measurable targets: what a movement aims at and a pact promises, where each value comes from, and how far it has
//! come. They have no pages of their own: movements and pacts hold them, ask the policy and keep the history.

mod figures;
mod form;
pub mod ops;
mod store;
mod view;
