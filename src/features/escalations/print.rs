//! GET: the proposal with its list, as a paper.

use actix_web::{HttpResponse, web};

use super::ops::SYMBOL;
use super::pages::load;
use super::view::{Detail, LineView, Paper};
use crate::db::Db;
use crate::domain::ids::EscalationId;
use crate::domain::law::catalogue;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, agency, letterhead};
use crate::web::current_user::CurrentUser;
use crate::web::page;
use crate::web::shell::{Menu, Shell};

/// GET /escalations/{id}/print: a draft too, to be signed.
pub async fn show(user: CurrentUser, id: web::Path<EscalationId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let (it, pack) = load(&user, &db, *id).await?;
    let day = it.submitted_on.unwrap_or(user.today);
    let (head, symbol) = db.read(move |conn| Ok((letterhead(conn, day)?, agency(conn)?.symbol))).await?;
    // A draft is signed by whoever heads the agency now; one that went out by whoever headed it then.
    let head = if it.signer_name.is_empty() {
        Letterhead { number: format!("      /{SYMBOL}-{symbol}"), ..head }
    } else {
        Letterhead {
            number: it.number.clone().unwrap_or_default(),
            signer_name: it.signer_name.clone(),
            signer_position: it.signer_position.clone(),
            ..head
        }
    };
    let regime = catalogue().regime_on(day);
    let documents = regime.into_iter().flat_map(|regime| regime.documents.iter().chain(&regime.province_documents));
    page(&Paper {
        shell: Shell::for_page(&user, Menu::Escalations),
        head,
        it: Detail::of(&it, pack.version),
        grounds: documents.map(|document| ground(document)).collect(),
        sums: sums(&pack.lines),
        lines: pack.lines,
    })
}

/// "NĐ 42/2010/NĐ-CP" becomes "Căn cứ Nghị định số 42/2010/NĐ-CP".
fn ground(document: &str) -> String {
    let document = document.split(" (").next().unwrap_or(document);
    let (kind, rest) = document.split_once(' ').unwrap_or((document, ""));
    let kind = match kind {
        "NĐ" => "Nghị định số",
        "TT" => "Thông tư số",
        "QĐ" => "Quyết định số",
        "NQ" => "Nghị quyết số",
        "Luật" if rest.starts_with(|c: char| c.is_ascii_digit()) => "Luật số",
        other => other,
    };
    format!("Căn cứ {kind} {rest}")
}

/// How many of each award, in the order in which they first stand on the list.
fn sums(lines: &[LineView]) -> Vec<String> {
    let mut sums: Vec<(&str, usize)> = Vec::new();
    for line in lines {
        match sums.iter_mut().find(|(award, _)| *award == line.award) {
            Some((_, n)) => *n += 1,
            None => sums.push((line.award, 1)),
        }
    }
    sums.into_iter().map(|(award, n)| format!("{award}: {n:02}")).collect()
}

#[cfg(test)]
mod tests {
    use super::ground;

    #[test]
    fn documents_are_named_in_full() {
        assert_eq!(ground("NĐ 42/2010/NĐ-CP"), "Căn cứ Nghị định số 42/2010/NĐ-CP");
        assert_eq!(ground("Luật 39/2013/QH13 (từ 01/06/2014)"), "Căn cứ Luật số 39/2013/QH13");
        assert_eq!(ground("Luật TĐKT 2003 (sửa đổi 2005)"), "Căn cứ Luật TĐKT 2003");
    }
}
