//! The rules a list of bonuses rests on, in plain words out of the catalogue.

use super::ops::Payable;
use crate::domain::bonus::policy_on;
use crate::domain::law::{BonusPolicy, catalogue};

/// How bonuses are rounded and combined under one regime.
pub struct Rule {
    pub words: String,
    pub citation: String,
    /// "Đã đối chiếu", "Chưa đối chiếu"
    pub confidence: &'static str,
    pub is_sourced: bool,
}

/// Of the days on which these were decided, each once.
pub fn of(lines: &[Payable]) -> Vec<Rule> {
    let mut policies: Vec<&'static BonusPolicy> = Vec::new();
    for line in lines {
        if let Some(policy) = policy_on(catalogue(), line.row.decided_on)
            && !policies.iter().any(|known| std::ptr::eq(*known, policy))
        {
            policies.push(policy);
        }
    }
    policies.into_iter().map(rule).collect()
}

fn rule(policy: &'static BonusPolicy) -> Rule {
    let confidence = policy.provenance.confidence;
    Rule {
        words: policy.words(),
        citation: policy.provenance.source.clone(),
        confidence: confidence.word(),
        is_sourced: confidence == crate::domain::law::Confidence::Sourced,
    }
}
