//! What the engine says, case by case and rule by rule.

mod builders;
mod every_rule;
mod faults;
mod law_state;
mod local;
mod made_up_decree;
mod outlook;
mod properties;
mod quota;
mod recipe;
mod remarks;
mod units;
mod worked_cases;
