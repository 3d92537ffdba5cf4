//! GET: a registration as the form that is signed (phiếu đăng ký; procedure.md §3).

use actix_web::{HttpResponse, web};

use super::ops::Found;
use super::pages::load;
use super::store;
use super::view::{Detail, award_name};
use crate::db::Db;
use crate::domain::event::{EventKind, Object};
use crate::domain::ids::{RegistrationId, UnitId};
use crate::domain::law::AwardCode;
use crate::domain::registration::State;
use crate::domain::subject::SubjectKind;
use crate::domain::wording::{Filled, PaperKind, Passage, Slot, Values, Wording};
use crate::error::AppResult;
use crate::features::settings::ops::{Issued, Letterhead, letterhead, wording};
use crate::papers::{Block, Bundle, Format, Paper, Sample, Signature, answer, or_dots};
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
    let written = written(&user, &db, id.id, None).await?;
    let address = format!("/registrations/{}", id.id);
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        back: address.clone(),
        address: format!("{address}/print"),
        query: String::new(),
    };
    answer(format, Shell::for_page(&user, Menu::Registrations), bundle).await
}

/// The newest that was filed, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    match db.read(store::newest).await? {
        Some(id) => written(user, db, id, Some(words)).await.map(Some),
        None => Ok(None),
    }
}

async fn written(user: &CurrentUser, db: &Db, id: RegistrationId, words: Option<Wording>) -> AppResult<Sample> {
    let it = load(db, user, id).await?;
    let day = it.registered_on.unwrap_or(user.today);
    let filed = Issued { object: Object::Registration(id), by: EventKind::RegistrationFiled, day };
    let issued = (it.facts.state != State::Draft).then_some(filed);
    let (kind, unit, year) = (it.subject_kind, UnitId(it.facts.subject.0), it.year);
    let found = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::Registration, issued, day), Ok)?;
        let of_unit = (kind == SubjectKind::Unit).then(|| store::collective(conn, unit, year, day)).transpose()?;
        Ok((letterhead(conn, day)?, words, of_unit))
    });
    let (head, words, of_unit) = found.await?;
    let values = Values::default().set(Slot::Year, it.year.to_string()).set(Slot::Unit, Detail::of(&it).unit);
    let said = words.with(values);
    Ok(Sample {
        of: format!("Phiếu đăng ký thi đua – {}", it.subject_name),
        papers: vec![paper(&head, &it, of_unit, &said)],
        missing: said.missing(),
    })
}

fn paper(head: &Letterhead, it: &Found, of_unit: Option<store::Collective>, said: &Filled) -> Paper {
    let detail = Detail::of(it);
    let is_person = it.subject_kind == SubjectKind::Person;
    let mut blocks = Vec::new();
    if it.facts.state == State::Draft {
        blocks.push(Block::note("(Dự thảo, chưa gửi)"));
    }
    blocks.extend(Block::optional(said.say(Passage::Opening)));
    if is_person {
        blocks.push(Block::fact("Họ và tên", detail.name));
        blocks.push(Block::fact("Chức vụ", or_dots(&detail.position)));
        blocks.push(Block::fact("Đơn vị", or_dots(&detail.unit)));
    } else {
        blocks.push(Block::fact("Tên tập thể", detail.name));
    }
    if let Some(unit) = &of_unit {
        blocks.push(Block::fact("Tổng số công chức, viên chức, người lao động", format!("{} người", unit.staff)));
    }
    blocks.push(Block::fact("Danh hiệu, hình thức đăng ký", award_name(it.award, it.year)));
    if let Some(unit) = of_unit {
        let of_award = |(award, people): &(AwardCode, i64)| format!("{}: {people}", award_name(*award, it.year));
        let said: Vec<String> = unit.registered.iter().map(of_award).collect();
        blocks.push(Block::fact("Cá nhân của tập thể đăng ký", or_dots(&said.join("; "))));
    }
    if is_person {
        blocks.push(Block::fact("Tên, đề tài sáng kiến dự kiến", or_dots(&detail.planned_initiative)));
    }
    blocks.push(Block::fact("Chỉ tiêu cam kết", or_dots(&detail.pledge)));
    blocks.extend(Block::optional(said.say(Passage::Closing)));
    let signatures = if is_person {
        vec![Signature::of(said.say(Passage::Witness), ""), signed("NGƯỜI ĐĂNG KÝ", &it.subject_name)]
    } else {
        vec![signed(&said.say(Passage::SignedBy), "")]
    };
    Paper {
        head: head.into(),
        title: "PHIẾU ĐĂNG KÝ THI ĐUA".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks,
        signatures,
        ..Paper::default()
    }
}

fn signed(position: &str, name: &str) -> Signature {
    Signature { note: "(Ký, ghi rõ họ tên)".to_owned(), ..Signature::of(position, name) }
}
