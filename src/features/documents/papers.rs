//! GET: a document of the agency itself as the paper to be signed.

use actix_web::{HttpResponse, web};

use super::pages::load;
use super::store::Document;
use crate::db::{Connection, Db};
use crate::domain::document::{Kind, Readers};
use crate::domain::ids::*;
use crate::domain::text::upper;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Block, Bundle, DOTS, Format, Head, Paper, Signature, answer};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// Written here under the agency's own head. A letter (công văn) has no name of its kind and is written in Word.
pub fn is_own_paper(conn: &mut Connection, it: &Document) -> AppResult<bool> {
    if it.content.is_empty() || it.kind == Kind::Letter {
        return Ok(false);
    }
    let own = letterhead(conn, it.issued_on)?;
    Ok(own.agency_name == it.agency || own.agency == upper(&it.agency))
}

/// GET /documents/{id}/print
pub async fn print(
    user: CurrentUser,
    id: web::Path<ById<DocumentId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let id = id.id;
    let document = load(&db, &user, id).await?;
    let found = db.read(move |conn| {
        if !is_own_paper(conn, &document)? {
            return Err(AppError::NotFound);
        }
        let head = letterhead(conn, document.issued_on)?;
        Ok((document, head))
    });
    let (document, head) = found.await?;
    let bundle = Bundle {
        title: document.name(),
        papers: vec![paper(&head, document)],
        empty: "",
        back: format!("/documents/{id}"),
        address: format!("/documents/{id}/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Documents), bundle).await
}

fn paper(head: &Letterhead, it: Document) -> Paper {
    let number = if it.number.is_empty() { DOTS.to_owned() } else { it.number };
    let readers = match it.readers {
        Readers::Everyone => "Các phòng, đơn vị",
        Readers::Units => "Các đơn vị liên quan",
        Readers::Heads => "Trưởng các đơn vị",
    };
    Paper {
        head: Head { number, ..head.into() },
        title: upper(it.kind.word()),
        subtitle: it.abstract_line,
        blocks: vec![Block::text(it.content)],
        recipients: vec!["- Lãnh đạo Sở;".to_owned(), format!("- {readers};"), "- Lưu: VT, VP.".to_owned()],
        signatures: vec![Signature::of(head.signer_position.as_str(), head.signer_name.as_str())],
        ..Paper::default()
    }
}
