//! GET: the proposal with its list, as a paper.

use actix_web::{HttpResponse, web};

use super::ops::SYMBOL;
use super::pages::load;
use super::paper_view::proposal;
use crate::db::Db;
use crate::domain::ids::EscalationId;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, agency, letterhead};
use crate::papers::{Bundle, Format, answer};
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
    let (it, pack) = load(&user, &db, id.id).await?;
    let day = it.submitted_on.unwrap_or(user.today);
    let (head, symbol) = db.read(move |conn| Ok((letterhead(conn, day)?, agency(conn)?.symbol))).await?;
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
    let bundle = Bundle {
        title: it.number.as_ref().map_or_else(draft, |number| format!("Tờ trình {number}")),
        papers: vec![proposal(&head, day, &it, pack.lines)],
        empty: "",
        back: format!("/escalations/{}", id.id),
        address: format!("/escalations/{}/print", id.id),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Escalations), bundle).await
}
