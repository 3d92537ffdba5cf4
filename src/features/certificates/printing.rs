//! GET: certificates to print, one or all of a decision, and the list on which they are signed for.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::drawing::{self, Common, day_said};
use super::lines::{self, Filter, Line};
use super::pages::{head_of, issued};
use super::store;
use super::template_store;
use crate::db::{Connection, Db};
use crate::domain::ids::*;
use crate::domain::law::AwardCode;
use crate::error::{AppError, AppResult};
use crate::features::decisions::ops::Found as Decision;
use crate::features::dossiers::ops::{award_name, unit_beside};
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Block, Bundle, Column, Format, Paper, Signature, Stack, answer_list, sheets_page, sheets_pdf};
use crate::policy::{self, Act};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::paging::address;
use crate::web::shell::{Menu, Shell};

#[derive(Debug, Clone, Default, Deserialize)]
pub struct PrintQuery {
    #[serde(default)]
    award: String,
}

/// What all certificates of a decision say alike: signed by whoever signed it.
pub fn common_of(conn: &mut Connection, decision: &Decision) -> AppResult<Common> {
    let day = decision.decided_on.ok_or(AppError::NotFound)?;
    let head = Letterhead { signer_name: String::new(), ..letterhead(conn, day)? }
        .signed_by(&decision.signer_name, &decision.signer_position);
    let number = decision.number.clone().unwrap_or_default();
    Ok(Common { decision: decision.id, number, day: day_said(day), head })
}

/// GET /certificates/decisions/{id}/print
pub async fn decision(
    user: CurrentUser,
    id: web::Path<DecisionId>,
    query: web::Query<PrintQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let stack = of_decision(&user, &db, *id, &query.award).await?;
    sheets_page(Shell::for_page(&user, Menu::Certificates), stack)
}

/// GET /certificates/decisions/{id}/print.pdf
pub async fn decision_pdf(
    user: CurrentUser,
    id: web::Path<DecisionId>,
    query: web::Query<PrintQuery>,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    sheets_pdf(of_decision(&user, &db, *id, &query.award).await?).await
}

/// Of all standing awards with stock, or of one kind of them, in the order of the decision's list.
async fn of_decision(user: &CurrentUser, db: &Db, id: DecisionId, award: &str) -> AppResult<Stack> {
    policy::must(user, Act::SeeCertificates)?;
    let asked = AwardCode::from_code(award);
    let found = db.read(move |conn| {
        let decision = issued(conn, id)?;
        let filter = Filter { award: asked, only_standing: true, ..Filter::default() };
        let lines = lines::of_decision(conn, id, filter, -1, 0)?;
        let common = common_of(conn, &decision)?;
        Ok((decision, lines, common, template_store::all(conn)?, template_store::offset(conn)?))
    });
    let (decision, lines, common, templates, (right, bottom)) = found.await?;
    let offset = (right.as_f64(), bottom.as_f64());
    let sheet = |line: &Line| {
        let template = templates.get(&line.award).filter(|it| it.is_in_use)?;
        Some(drawing::certificate(template, &common, line, offset))
    };
    let head = head_of(&decision);
    let of_what = asked.map_or_else(String::new, |award| format!(" – {}", award_name(award, decision.year)));
    Ok(Stack {
        title: format!("Bằng, giấy khen theo Quyết định {}{of_what}", head.number),
        sheets: lines.iter().filter_map(sheet).collect(),
        empty: "Không có bằng nào để in.",
        back: head.address(""),
        address: head.address("/print"),
        query: address("", &[("award", asked.map_or("", AwardCode::code))]),
    })
}

/// GET /certificates/awards/{id}/print
pub async fn one(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    let stack = of_award(&user, &db, *id).await?;
    sheets_page(Shell::for_page(&user, Menu::Certificates), stack)
}

/// GET /certificates/awards/{id}/print.pdf
pub async fn one_pdf(user: CurrentUser, id: web::Path<AwardId>, db: web::Data<Db>) -> AppResult<HttpResponse> {
    sheets_pdf(of_award(&user, &db, *id).await?).await
}

async fn of_award(user: &CurrentUser, db: &Db, id: AwardId) -> AppResult<Stack> {
    policy::must(user, Act::SeeCertificates)?;
    let found = db.read(move |conn| {
        let line = lines::find(conn, id)?;
        let decision = issued(conn, line.decision)?;
        let common = common_of(conn, &decision)?;
        let template = template_store::find(conn, line.award)?.template;
        Ok((line, common, template, template_store::offset(conn)?))
    });
    let (line, common, template, (right, bottom)) = found.await?;
    let sheet = drawing::certificate(&template, &common, &line, (right.as_f64(), bottom.as_f64()));
    let own = format!("/certificates/awards/{id}");
    Ok(Stack {
        title: format!("{} – {}", award_name(line.award, line.year), line.name),
        sheets: if line.is_revoked() { Vec::new() } else { vec![sheet] },
        empty: "Khen thưởng này đã bị thu hồi, không in bằng.",
        back: own.clone(),
        address: format!("{own}/print"),
        query: String::new(),
    })
}

/// GET /certificates/decisions/{id}/receipts
pub async fn receipts(
    user: CurrentUser,
    id: web::Path<ById<DecisionId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeeCertificates)?;
    let (id, today) = (id.id, user.today);
    let found = db.read(move |conn| {
        let decision = issued(conn, id)?;
        let lines = lines::of_decision(conn, id, Filter { only_standing: true, ..Filter::default() }, -1, 0)?;
        let (serials, templates) = (store::serials(conn, &lines)?, template_store::all(conn)?);
        let has_stock = |line: &Line| templates.get(&line.award).is_some_and(|it| it.is_in_use);
        let lines: Vec<Line> = lines.into_iter().filter(has_stock).collect();
        Ok((decision, lines, serials, letterhead(conn, today)?))
    });
    let (decision, lines, serials, head) = found.await?;
    let own = head_of(&decision);
    let row = |(nth, line): (usize, &Line)| {
        let certificate = line.certificate.as_ref();
        vec![
            (nth + 1).to_string(),
            line.name.clone(),
            unit_beside(&line.name, &line.unit_name),
            award_name(line.award, line.year).to_owned(),
            certificate.map_or_else(String::new, |it| it.book_no.to_string()),
            certificate.and_then(|it| serials.get(&it.id).cloned()).unwrap_or_default(),
            String::new(),
        ]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 4),
        Column::wide("Đơn vị", 4),
        Column::wide("Danh hiệu, hình thức", 4),
        Column::narrow("Số sổ vàng"),
        Column::narrow("Số phôi"),
        Column::wide("Ký nhận", 3),
    ];
    let paper = Paper {
        head: (&head).into(),
        title: "DANH SÁCH KÝ NHẬN BẰNG, GIẤY KHEN".to_owned(),
        subtitle: format!("Theo Quyết định số {}", own.said()),
        is_landscape: true,
        blocks: vec![Block::table("Người nhận bằng, giấy khen", columns, lines.iter().enumerate().map(row).collect())],
        signatures: vec![Signature::of("NGƯỜI TRAO", ""), Signature::of("NGƯỜI LẬP", "")],
        ..Paper::default()
    };
    let bundle = Bundle {
        title: format!("Danh sách ký nhận – Quyết định {}", own.number),
        papers: if lines.is_empty() { Vec::new() } else { vec![paper] },
        empty: "Không có bằng nào để ký nhận.",
        back: own.address(""),
        address: own.address("/receipts"),
        query: String::new(),
    };
    let shell = Shell::for_page(&user, Menu::Certificates);
    answer_list(&db, user.actor, lines.len(), format, shell, bundle).await
}
