//! The papers of a decision as they were issued: kept with their hash, and given back as they were whatever has
//! changed since.

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::db::{Connection, Tx};
use crate::domain::ids::*;
use crate::error::{AppError, AppResult};
use crate::papers::Paper;
use crate::schema::decision_papers;

/// What was issued.
#[derive(Debug, Clone)]
pub struct KeptPapers {
    pub papers: Vec<Paper>,
    /// In hexadecimal digits.
    pub sha256: String,
    /// What is stored still has the hash it was issued with.
    pub is_whole: bool,
}

impl KeptPapers {
    /// The hash in groups of eight, which can be compared by eye and broken between lines.
    pub fn grouped(&self) -> String {
        let digits: Vec<char> = self.sha256.chars().collect();
        digits.chunks(8).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }
}

/// Keeps the papers of a decision that is being issued, once and for all. Answers their hash.
pub fn keep(tx: &mut Tx, id: DecisionId, papers: &[Paper]) -> AppResult<String> {
    let content = serde_json::to_string(papers).map_err(|error| AppError::Unexpected(error.into()))?;
    let sha256 = hash(&content);
    diesel::insert_into(decision_papers::table)
        .values((
            decision_papers::decision_id.eq(id),
            decision_papers::content.eq(content),
            decision_papers::sha256.eq(&sha256),
            decision_papers::kept_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(sha256)
}

/// The papers a decision was issued with; none of drafts, and of what was issued elsewhere.
pub fn of(conn: &mut Connection, id: DecisionId) -> AppResult<Option<KeptPapers>> {
    let kept: Option<(String, String)> = decision_papers::table
        .find(id)
        .select((decision_papers::content, decision_papers::sha256))
        .first(conn)
        .optional()?;
    let Some((content, sha256)) = kept else { return Ok(None) };
    let papers = serde_json::from_str(&content).map_err(|error| AppError::Unexpected(error.into()))?;
    Ok(Some(KeptPapers { papers, is_whole: hash(&content) == sha256, sha256 }))
}

fn hash(content: &str) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
