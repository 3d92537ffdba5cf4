//! GET: a registration as the form that is signed (phiếu đăng ký; procedure.md §3).

use actix_web::{HttpResponse, web};

use super::ops::Found;
use super::pages::load;
use super::view::{Detail, award_name};
use crate::db::Db;
use crate::domain::ids::RegistrationId;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Block, Bundle, Format, Paper, Signature, answer, or_dots};
use crate::web::ById;
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /registrations/{id}/print
pub async fn form(
    user: CurrentUser,
    id: web::Path<ById<RegistrationId>>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let it = load(&db, &user, id.id).await?;
    let day = it.registered_on.unwrap_or(user.today);
    let head = db.read(move |conn| letterhead(conn, day)).await?;
    let address = format!("/registrations/{}", id.id);
    let bundle = Bundle {
        title: format!("Phiếu đăng ký thi đua – {}", it.subject_name),
        papers: vec![paper(&head, &it)],
        empty: "",
        back: address.clone(),
        address: format!("{address}/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Registrations), bundle).await
}

fn paper(head: &Letterhead, it: &Found) -> Paper {
    let detail = Detail::of(it);
    let is_person = it.subject_kind == SubjectKind::Person;
    let mut blocks = Vec::new();
    if it.facts.state == State::Draft {
        blocks.push(Block::note("(Dự thảo, chưa gửi)"));
    }
    if is_person {
        blocks.push(Block::fact("Họ và tên", detail.name));
        blocks.push(Block::fact("Chức vụ", or_dots(&detail.position)));
        blocks.push(Block::fact("Đơn vị", or_dots(&detail.unit)));
    } else {
        blocks.push(Block::fact("Tên tập thể", detail.name));
    }
    blocks.push(Block::fact("Danh hiệu, hình thức đăng ký", award_name(it.award, it.year)));
    if is_person {
        blocks.push(Block::fact("Tên, đề tài sáng kiến dự kiến", or_dots(&detail.planned_initiative)));
    }
    blocks.push(Block::fact("Chỉ tiêu cam kết", or_dots(&detail.pledge)));
    let signatures = if is_person {
        vec![Signature::of("XÁC NHẬN CỦA TRƯỞNG PHÒNG", ""), signed("NGƯỜI ĐĂNG KÝ", &it.subject_name)]
    } else {
        vec![signed("TRƯỞNG PHÒNG", "")]
    };
    Paper {
        head: head.into(),
        title: "PHIẾU ĐĂNG KÝ THI ĐUA".to_owned(),
        subtitle: format!("Năm {}", it.year),
        blocks,
        signatures,
        ..Paper::default()
    }
}

fn signed(position: &str, name: &str) -> Signature {
    Signature { note: "(Ký, ghi rõ họ tên)".to_owned(), ..Signature::of(position, name) }
}
