//! What those concerned are told of a registration.

use super::store::Registration;
use crate::db::Tx;
use crate::domain::event::{EventKind, Object};
use crate::domain::notice::Audience;
use crate::error::AppResult;
use crate::features::notices;

/// That it came back, was accepted or was not; nothing of the steps in between.
pub fn of_step(tx: &mut Tx, it: &Registration, step: EventKind) -> AppResult<()> {
    let outcome = match step {
        EventKind::RegistrationReturned => "được trả lại để sửa",
        EventKind::RegistrationAccepted => "đã được chấp nhận",
        EventKind::RegistrationRejected => "không được chấp nhận",
        _ => return Ok(()),
    };
    let (award, year) = (it.award.award().name_on(it.year.end()), it.year);
    let whose = if it.facts.collective.is_some() { "đơn vị" } else { "đồng chí" };
    let words = format!("Đăng ký {award} năm {year} của {whose} {outcome}.");
    let audience = Audience::who_answers_for(it.facts.subject, it.facts.collective);
    notices::ops::tell(tx, audience, words, Object::Registration(it.id))
}
