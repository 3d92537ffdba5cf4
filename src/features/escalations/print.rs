//! GET: the proposal with its list, as a paper.

use actix_web::{HttpResponse, web};

use super::ops::SYMBOL;
use super::pages::load;
use super::paper_view::{proposal, values_of};
use super::store;
use crate::db::Db;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::EscalationId;
use crate::domain::wording::{PaperKind, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, Letterhead, agency, letterhead, wording};
use crate::papers::{Bundle, Format, Sample, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /escalations/{id}/print: a draft too, to be signed.
pub async fn show(
    user: CurrentUser,
    id: web::Path<ById<EscalationId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let written = written(&user, &db, id.id, None).await?;
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: format!("/escalations/{}", id.id),
        address: format!("/escalations/{}/print", id.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Escalations), bundle).await
}

/// The newest proposal, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    match db.read(store::newest).await? {
        Some(id) => written(user, db, id, Some(words)).await.map(Some),
        None => Ok(None),
    }
}

async fn written(user: &CurrentUser, db: &Db, id: EscalationId, words: Option<Wording>) -> AppResult<Sample> {
    let (it, pack) = load(user, db, id).await?;
    let day = it.submitted_on.unwrap_or(user.today);
    let (object, by) = (Object::Escalation(id), EventKind::EscalationSubmitted);
    let issued = it.submitted_on.map(|day| Issued { object, by, day });
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::Escalation, issued, day), Ok)?;
        Ok((letterhead(conn, day)?, agency(conn)?.symbol, words))
    });
    let (head, symbol, words) = found.await?;
    // A draft is signed by whoever heads the agency now; one that went out by whoever headed it then.
    let head = if it.signer_name.is_empty() {
        Letterhead { number: format!("……/{SYMBOL}-{symbol}"), ..head }
    } else {
        Letterhead {
            number: it.number.clone().unwrap_or_default(),
            signer_name: it.signer_name.clone(),
            signer_position: it.signer_position.clone(),
            ..head
        }
    };
    let draft = || format!("Dự thảo tờ trình năm {}", it.year);
    let said = words.with(values_of(&head, &it, &pack.lines));
    Ok(Sample {
        of: it.number.as_ref().map_or_else(draft, |number| format!("Tờ trình {number}")),
        papers: vec![proposal(&head, day, &it, pack.lines, &said)],
        missing: said.missing(),
    })
}
