//! GET: what authors get in hand: a certificate each for what was recognised, a notice with the reason for what was not.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

use super::ops::{Found, Recognition};
use super::print::{ByCode, printable};
use super::store;
use crate::db::{Connection, Db, Tx};
use crate::domain::date::{format_date, paper_date};
use crate::domain::event::{Event, EventKind, Object};
use crate::domain::ids::InitiativeId;
use crate::domain::initiative::{Level, State};
use crate::domain::text::upper;
use crate::domain::wording::{Filled, PaperKind, Passage, Slot, Values, Wording};
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Issued, Letterhead, agency, letterhead, wording};
use crate::papers::{Block, Bundle, DOTS, Format, Head, Paper, Sample, Signature, answer, keep, kept};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /initiatives/{code}/certificate: of what this agency recognised.
pub async fn certificate(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let written = result_of(&user, &db, &path.code, PaperKind::Certificate, None).await?;
    give(&user, format, &path.code, "certificate", written).await
}

/// GET /initiatives/{code}/notice: of what was not recognised.
pub async fn notice(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let written = result_of(&user, &db, &path.code, PaperKind::Refusal, None).await?;
    give(&user, format, &path.code, "notice", written).await
}

/// The newest certificate or notice, in these words.
pub async fn sample(user: &CurrentUser, db: &Db, words: Wording) -> AppResult<Option<Sample>> {
    let is_certificate = words.kind == PaperKind::Certificate;
    let Some(code) = db.read(move |conn| store::newest_with_result(conn, is_certificate)).await? else {
        return Ok(None);
    };
    result_of(user, db, &code, words.kind, Some(words)).await.map(Some)
}

/// As it was issued, or in other words.
async fn result_of(
    user: &CurrentUser,
    db: &Db,
    code: &str,
    kind: PaperKind,
    words: Option<Wording>,
) -> AppResult<Sample> {
    let (found, today) = (printable(db, user, code).await?, user.today);
    if result_kind(&found) != Some(kind) {
        return Err(AppError::NotFound);
    }
    db.read(move |conn| match (words, kept(conn, Object::Initiative(found.id), kind)?) {
        (None, Some(kept)) => Ok(Sample { of: named(&found, kind), papers: kept.papers, missing: Vec::new() }),
        (words, _) => written(conn, &found, kind, words, today),
    })
    .await
}

/// Which of the two it comes to; neither while it is under way.
pub fn result_kind(it: &Found) -> Option<PaperKind> {
    if own_recognition(it).is_some() {
        return Some(PaperKind::Certificate);
    }
    (it.facts.state == State::Rejected).then_some(PaperKind::Refusal)
}

/// Higher levels give certificates of their own.
fn own_recognition(it: &Found) -> Option<&Recognition> {
    it.recognition.as_ref().filter(|it| it.level == Level::Base)
}

/// "Giấy chứng nhận sáng kiến SK-2014-001"
fn named(it: &Found, kind: PaperKind) -> String {
    format!("{} {}", kind.word(), it.code)
}

/// In these words, or in those of the day of the result.
fn written(
    conn: &mut Connection,
    it: &Found,
    kind: PaperKind,
    words: Option<Wording>,
    today: NaiveDate,
) -> AppResult<Sample> {
    let recognised_on = own_recognition(it).map(|it| it.recognised_on);
    let day = recognised_on.unwrap_or(today);
    let by = if recognised_on.is_some() { EventKind::InitiativeRecognised } else { EventKind::InitiativeRejected };
    let issued = Issued { object: Object::Initiative(it.id), by, day };
    let words = words.map_or_else(|| wording(conn, kind, Some(issued), day), Ok)?;
    let head = letterhead(conn, day)?;
    let said = words.with(values_of(&head, it));
    let papers = if recognised_on.is_some() {
        it.authors.iter().map(|author| certificate_of(&head, it, &said, (&author.name, author.percent))).collect()
    } else {
        vec![notice_of(&head, &agency(conn)?.symbol, &said)]
    };
    Ok(Sample { of: named(it, kind), papers, missing: said.missing() })
}

/// Keeps what the authors get in hand as it stands with the step that brings the result, in today's words; the entry of
/// the step notes its hash.
pub(super) fn keep_result(tx: &mut Tx, id: InitiativeId, step: Event) -> AppResult<Event> {
    if !matches!(step.kind, EventKind::InitiativeRecognised | EventKind::InitiativeRejected) {
        return Ok(step);
    }
    let (it, today) = (store::find(tx.conn, id)?, tx.today);
    let Some(kind) = result_kind(&it) else { return Ok(step) };
    let day = own_recognition(&it).map_or(today, |it| it.recognised_on);
    let words = wording(tx.conn, kind, None, day)?;
    let papers = written(tx.conn, &it, kind, Some(words), today)?.papers;
    let sha256 = keep(tx, Object::Initiative(id), kind, &papers)?;
    Ok(step.changed("sha256", "", sha256))
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
