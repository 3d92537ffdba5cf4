//! A paper in words that are not yet saved, with the newest real data of its kind.

use crate::db::Db;
use crate::domain::wording::{Filled, PaperKind, Values, Wording, original};
use crate::error::AppResult;
use crate::features::decisions;
use crate::papers::{Block, Paper, Sample};
use crate::web::current_user::CurrentUser;

/// The newest paper of the kind, or none where there is no record yet.
pub async fn sample(user: &CurrentUser, db: &Db, wording: Wording) -> AppResult<Option<Sample>> {
    match wording.kind {
        PaperKind::Decision | PaperKind::Revocation => decisions::papers::sample(user, db, wording).await,
        _ => Ok(None),
    }
}

/// The texts alone, with room where data come.
pub fn blank(wording: Wording) -> Paper {
    let kind = wording.kind;
    let said: Filled = wording.with(Values::default());
    let blocks = original(kind).passages.iter().map(|it| Block::fact(&it.label, said.say(it.passage))).collect();
    Paper { title: crate::domain::text::upper(kind.word()), blocks, ..Paper::default() }
}
