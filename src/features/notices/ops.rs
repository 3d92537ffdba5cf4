//! Telling, and marking as seen.

use super::store;
use crate::db::Tx;
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::notice::Audience;
use crate::error::{AppError, AppResult};

/// What to tell whom. The words name nobody whom the audience may not see, and no ballot.
#[derive(Debug, Clone)]
pub struct Notice {
    pub audience: Audience,
    pub words: String,
    /// What it is about; its page is where the notice leads.
    pub object: Object,
}

/// Tells an audience something, as part of the verb that does it.
pub fn tell(tx: &mut Tx, audience: Audience, words: impl Into<String>, object: Object) -> AppResult<()> {
    tell_all(tx, &[Notice { audience, words: words.into(), object }])
}

/// Tells several at once, in one statement.
pub fn tell_all(tx: &mut Tx, notices: &[Notice]) -> AppResult<()> {
    if notices.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(notices.len());
    for it in notices {
        let (kind, id) = it.object.key();
        rows.push((it.audience.key(), it.words.as_str(), kind, id, address_of(it.object)));
    }
    store::insert(tx, &rows)
}

/// Marks all up to a notice as seen.
pub fn mark_seen(tx: &mut Tx, up_to: i64) -> AppResult<()> {
    let account = tx.actor.account.ok_or(AppError::Denied)?;
    store::mark_seen(tx.conn, account, up_to)?;
    tx.audit(Event::new(EventKind::NoticesSeen, Object::Account(account)))
}

/// The page of a thing; empty where it has none that all who are told could open. An initiative's is named by its
/// code, which the store looks up.
fn address_of(object: Object) -> String {
    match object {
        Object::Registration(id) => format!("/registrations/{id}"),
        Object::Dossier(id) => format!("/dossiers/{id}"),
        Object::Decision(id) => format!("/decisions/{id}"),
        Object::Movement(id) => format!("/movements/{id}"),
        Object::CouncilMeeting(id) => format!("/council-meetings/{id}"),
        Object::Publicity(id) => format!("/publicity/{id}"),
        Object::InitiativeRound(_) => "/initiative-rounds".to_owned(),
        Object::InitiativeSheet(id) => format!("/initiative-sheets/{id}"),
        Object::Pact(id) => format!("/pacts/{id}"),
        Object::Conference(id) => format!("/conferences/{id}"),
        Object::Cluster(id) => format!("/clusters/{id}"),
        Object::ClusterSheet(id) => format!("/cluster-sheets/{id}"),
        Object::Document(id) => format!("/documents/{id}"),
        Object::Year(_) | Object::RegistrationExtension(_) => "/registrations/new".to_owned(),
        Object::Fund(year) => format!("/funds?year={year}"),
        Object::CorrectionRequest(id) => format!("/corrections/{id}"),
        Object::Delegation(_) => "/delegations".to_owned(),
        _ => String::new(),
    }
}
