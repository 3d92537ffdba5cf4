//! What those concerned are told of a dossier. Of what a council or a decision does to many, they tell it at once.

use super::ops::award_name;
use super::store::Dossier;
use crate::db::Tx;
use crate::domain::event::Object;
use crate::domain::notice::Audience;
use crate::error::AppResult;
use crate::features::notices;

/// That something happened to it: "được trả lại để sửa".
pub fn that(tx: &mut Tx, it: &Dossier, happened: &str) -> AppResult<()> {
    let whose = if it.facts.collective.is_some() { "đơn vị" } else { "đồng chí" };
    let words = format!("Hồ sơ đề nghị {} năm {} của {whose} {happened}.", award_name(it.award, it.year), it.year);
    let audience = Audience::who_answers_for(it.facts.subject, it.facts.collective);
    notices::ops::tell(tx, audience, words, Object::Dossier(it.id))
}
