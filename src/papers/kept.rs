//! Papers as they were issued: kept with their hash, and given back as they were whatever has changed since.

use diesel::prelude::*;

use super::Paper;
use crate::db::{Connection, Tx};
use crate::domain::event::Object;
use crate::domain::wording::PaperKind;
use crate::error::{AppError, AppResult};
use crate::hash::sha256;
use crate::schema::kept_papers;

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

/// Keeps what is being issued of a thing, once and for all. Answers its hash, for the entry in the history.
pub fn keep(tx: &mut Tx, of: Object, kind: PaperKind, papers: &[Paper]) -> AppResult<String> {
    let content = serde_json::to_string(papers).map_err(|error| AppError::Unexpected(error.into()))?;
    let sha256 = sha256(&content);
    let (object_kind, object_id) = of.key();
    diesel::insert_into(kept_papers::table)
        .values((
            kept_papers::object_kind.eq(object_kind),
            kept_papers::object_id.eq(object_id),
            kept_papers::paper.eq(kind),
            kept_papers::content.eq(content),
            kept_papers::sha256.eq(&sha256),
            kept_papers::kept_at.eq(tx.now.naive_utc()),
        ))
        .execute(tx.conn)?;
    Ok(sha256)
}

/// What was issued of a thing; nothing of drafts, of what was issued elsewhere, and before papers were kept.
pub fn kept(conn: &mut Connection, of: Object, kind: PaperKind) -> AppResult<Option<KeptPapers>> {
    let (object_kind, object_id) = of.key();
    let kept: Option<(String, String)> = kept_papers::table
        .find((object_kind, object_id, kind))
        .select((kept_papers::content, kept_papers::sha256))
        .first(conn)
        .optional()?;
    let Some((content, hash)) = kept else { return Ok(None) };
    let papers = serde_json::from_str(&content).map_err(|error| AppError::Unexpected(error.into()))?;
    Ok(Some(KeptPapers { papers, is_whole: sha256(&content) == hash, sha256: hash }))
}
