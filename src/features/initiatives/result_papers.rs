//! GET: what authors get in hand: a certificate each for what was recognised, a notice with the reason for what was not.

use actix_web::{HttpResponse, web};

use super::ops::{Found, Recognition};
use super::print::{ByCode, printable};
use super::store;
use crate::db::Db;
use crate::domain::date::{format_date, paper_date};
use crate::domain::event::{EventKind, Object};
use crate::domain::initiative::{Level, State};
use crate::domain::text::upper;
use crate::domain::wording::{Filled, PaperKind, Passage, Slot, Values, Wording};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Issued, Letterhead, agency, letterhead, wording};
use crate::papers::{Block, Bundle, DOTS, Format, Head, Paper, Sample, Signature, answer};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /initiatives/{code}/certificate: of what this agency recognised.
pub async fn certificate(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let written = certificates(&user, &db, &path.code, None).await?;
    give(&user, format, &path.code, "certificate", written).await
}

async fn certificates(user: &CurrentUser, db: &Db, code: &str, words: Option<Wording>) -> AppResult<Sample> {
    let found = printable(db, user, code).await?;
    let recognition = own_recognition(&found).ok_or(AppError::NotFound)?;
    let day = recognition.recognised_on;
    let issued = Issued { object: Object::Initiative(found.id), by: EventKind::InitiativeRecognised, day };
    let read = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::Certificate, Some(issued), day), Ok)?;
        Ok((letterhead(conn, day)?, words))
    });
    let (head, words) = read.await?;
    let said = words.with(values_of(&head, &found));
    let papers = found.authors.iter().map(|it| certificate_of(&head, &found, &said, (&it.name, it.percent))).collect();
    Ok(Sample { of: format!("Giấy chứng nhận sáng kiến {}", found.code), papers, missing: said.missing() })
}

/// GET /initiatives/{code}/notice: of what was not recognised.
pub async fn notice(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let written = notices(&user, &db, &path.code, None).await?;
    give(&user, format, &path.code, "notice", written).await
}

async fn notices(user: &CurrentUser, db: &Db, code: &str, words: Option<Wording>) -> AppResult<Sample> {
    let found = printable(db, user, code).await?;
    if found.facts.state != State::Rejected {
        return Err(AppError::NotFound);
    }
    let today = user.today;
    let issued = Issued { object: Object::Initiative(found.id), by: EventKind::InitiativeRejected, day: today };
    let read = db.read(move |conn| {
        let words = words.map_or_else(|| wording(conn, PaperKind::Refusal, Some(issued), today), Ok)?;
        Ok((letterhead(conn, today)?, agency(conn)?.symbol, words))
    });
    let (head, symbol, words) = read.await?;
    let said = words.with(values_of(&head, &found));
    let papers = vec![notice_of(&head, &symbol, &said)];
    Ok(Sample {
        of: format!("Thông báo không công nhận sáng kiến {}", found.code), papers, missing: said.missing()
    })
}

/// The newest certificate or notice, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let is_certificate = words.kind == PaperKind::Certificate;
    let Some(code) = db.read(move |conn| store::newest_with_result(conn, is_certificate)).await? else {
        return Ok(None);
    };
    let sample = if is_certificate {
        certificates(user, db, &code, Some(words)).await
    } else {
        notices(user, db, &code, Some(words)).await
    };
    sample.map(Some)
}

/// What comes into the places of the texts, but for what differs from author to author.
fn values_of(head: &Letterhead, it: &Found) -> Values {
    let authors: Vec<&str> = it.authors.iter().map(|author| author.name.as_str()).collect();
    let filed = it.filed_on.map_or_else(String::new, |day| format!(", nộp {}", paper_date(day)));
    let recognised = own_recognition(it);
    Values::default()
        .set(Slot::Agency, head.agency_name.as_str())
        .set(Slot::AgencyCapitals, upper(&head.agency_name))
        .set(Slot::SignerPosition, head.signer_position.as_str())
        .set(Slot::Authors, authors.join(", "))
        .set(Slot::Unit, it.unit_name.as_str())
        .set(Slot::Title, it.title.as_str())
        .set(Slot::Code, it.code.as_str())
        .may(Slot::FiledOn, filed)
        .set(Slot::Reason, it.reason.as_str())
        .set(Slot::Level, recognised.map_or_else(String::new, |it| it.level.word().to_lowercase()))
        .set(Slot::DecisionNo, recognised.map_or("", |it| it.decision_no.as_str()))
        .set(Slot::DecisionDay, recognised.map_or_else(String::new, |it| format_date(it.recognised_on)))
}

/// Higher levels give certificates of their own.
pub fn own_recognition(it: &Found) -> Option<&Recognition> {
    it.recognition.as_ref().filter(|it| it.level == Level::Base)
}

async fn give(user: &CurrentUser, format: Format, code: &str, page: &str, written: Sample) -> AppResult<HttpResponse> {
    let back = format!("/initiatives/{code}");
    let bundle = Bundle {
        title: written.of,
        papers: written.papers,
        empty: "",
        address: format!("{back}/{page}"),
        query: String::new(),
        back,
    };
    answer(format, Shell::for_page(user, Menu::Initiatives), bundle).await
}

/// Giấy chứng nhận sáng kiến, for one author.
fn certificate_of(head: &Letterhead, it: &Found, said: &Filled, (name, percent): (&str, i32)) -> Paper {
    let share = if percent == 100 {
        "tác giả".to_owned()
    } else {
        format!("đồng tác giả, tỷ lệ đóng góp {percent}%,")
    };
    let own = Values::default().set(Slot::Authors, name).set(Slot::Share, share);
    let say = |passage: Passage| said.say_of(passage, &own);
    Paper {
        head: head.into(),
        title: "GIẤY CHỨNG NHẬN SÁNG KIẾN".to_owned(),
        subtitle: say(Passage::Authority),
        is_landscape: true,
        blocks: vec![
            Block::centred(say(Passage::Opening)),
            Block::centred(name),
            Block::addressed(say(Passage::Addressed)),
            Block::addressed(say(Passage::Body)),
            Block::centred(format!("“{}”", it.title)),
            Block::addressed(say(Passage::Closing)),
        ],
        signatures: vec![Signature::of(head.signer_position.clone(), head.signer_name.clone())],
        ..Paper::default()
    }
}

/// Thông báo không công nhận, to all authors.
fn notice_of(head: &Letterhead, symbol: &str, said: &Filled) -> Paper {
    Paper {
        head: Head { number: format!("{DOTS}/TB-{symbol}"), ..Head::from(head) },
        title: "THÔNG BÁO".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks: vec![
            Block::addressed(said.say(Passage::Addressed)),
            Block::text(said.say(Passage::Body)),
            Block::text(said.say(Passage::Reason)),
            Block::text(said.say(Passage::Closing)),
        ],
        signatures: vec![Signature::of(head.signer_position.clone(), head.signer_name.clone())],
        ..Paper::default()
    }
    .sent_to(said)
}
