//! GET: the letters that correct a decision (công văn đính chính), one for each correction that was entered.

use actix_web::{HttpResponse, web};
use diesel::prelude::*;

use super::correction::{self, Correction};
use super::pages::load;
use super::store::Decision;
use crate::db::{Connection, Db};
use crate::domain::date::paper_date;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::*;
use crate::domain::law::wording::capital;
use crate::domain::wording::{Filled, PaperKind, Passage, Slot, Values, Wording};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Block, Bundle, Format, Head, Paper, Sample, Signature, answer};
use crate::schema::decision_corrections as corrections;
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /decisions/{id}/correction/print
pub async fn print(
    user: CurrentUser,
    id: web::Path<ById<DecisionId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = id.id;
    let (decision, _) = load(&db, &user, id).await?;
    if !decision.own {
        return Err(AppError::NotFound);
    }
    let papers = db.read(move |conn| {
        let all = correction::of(conn, id)?;
        all.iter().map(|it| Ok(letter(conn, &decision, it, None)?.0)).collect::<AppResult<Vec<Paper>>>()
    });
    let bundle = Bundle {
        title: "Công văn đính chính".to_owned(),
        papers: papers.await?,
        empty: "Quyết định chưa có đính chính nào.",
        back: format!("/decisions/{id}"),
        address: format!("/decisions/{id}/correction/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Decisions), bundle).await
}

/// The newest correction, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let Some(id) = db.read(newest).await? else { return Ok(None) };
    let (decision, _) = load(db, user, id).await?;
    db.read(move |conn| {
        let Some(it) = correction::of(conn, id)?.pop() else { return Ok(None) };
        let (paper, said) = letter(conn, &decision, &it, Some(words))?;
        Ok(Some(Sample {
            of: format!("Công văn đính chính {}", it.document_no),
            papers: vec![paper],
            missing: said.missing(),
        }))
    })
    .await
}

fn newest(conn: &mut Connection) -> AppResult<Option<DecisionId>> {
    let newest = corrections::table.order(corrections::id.desc()).select(corrections::decision_id);
    Ok(newest.first(conn).optional()?)
}

/// In the words of the day on which it was entered, or in others.
fn letter(
    conn: &mut Connection,
    decision: &Decision,
    it: &Correction,
    words: Option<Wording>,
) -> AppResult<(Paper, Filled)> {
    let day = it.corrected_on;
    let issued = Issued { object: Object::Decision(decision.id), by: EventKind::DecisionCorrected, day };
    let words = words.map_or_else(|| wording(conn, PaperKind::Correction, Some(issued), day), Ok)?;
    let head = letterhead(conn, day)?;
    let said = words.with(values_of(&head, decision));
    Ok((paper(&head, it, &said), said))
}

fn values_of(head: &Letterhead, decision: &Decision) -> Values {
    let mut letters = decision.abstract_line.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    let about = if first.is_empty() { first } else { format!(" {first}{}", letters.as_str()) };
    Values::default()
        .set(Slot::Agency, head.agency_name.as_str())
        .set(Slot::IssuedBy, format!("{} {}", capital(&head.office().to_lowercase()), head.agency_name))
        .set(Slot::DecisionNo, decision.number.clone().unwrap_or_default())
        .set(Slot::DecisionDay, decision.decided_on.map_or_else(String::new, paper_date))
        .may(Slot::Abstract, about)
}

/// A letter has no name of its kind: what it is about stands under its number.
fn paper(head: &Letterhead, it: &Correction, said: &Filled) -> Paper {
    Paper {
        head: Head { number: it.document_no.clone(), about: said.say(Passage::Subtitle), ..head.into() },
        blocks: vec![
            Block::addressed(said.say(Passage::Addressed)),
            Block::text(said.say(Passage::Opening)),
            Block::text(it.content.as_str()),
            Block::text(said.say(Passage::Closing)),
        ],
        signatures: vec![Signature::of(head.signer_position.as_str(), head.signer_name.as_str())],
        ..Paper::default()
    }
    .sent_to(said)
}
