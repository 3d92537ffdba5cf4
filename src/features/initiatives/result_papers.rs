//! GET: what authors get in hand: a certificate each for what was recognised, a notice with the reason for what was not.

use actix_web::{HttpResponse, web};

use super::ops::{Found, Recognition};
use super::print::{ByCode, printable};
use crate::db::Db;
use crate::domain::date::{format_date, paper_date};
use crate::domain::initiative::{Level, State};
use crate::domain::text::upper;
use crate::error::{AppError, AppResult};
use crate::features::settings::ops::{Letterhead, agency, letterhead};
use crate::papers::{Block, Bundle, DOTS, Format, Head, Paper, Signature, answer};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /initiatives/{code}/certificate: of what this agency recognised.
pub async fn certificate(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let found = printable(&db, &user, &path.code).await?;
    let recognition = own_recognition(&found).ok_or(AppError::NotFound)?;
    let day = recognition.recognised_on;
    let head = db.read(move |conn| letterhead(conn, day)).await?;
    let papers = found.authors.iter().map(|it| certificate_of(&head, &found, recognition, (&it.name, it.percent)));
    let papers = papers.collect();
    give(&user, format, &found, ("Giấy chứng nhận sáng kiến", "certificate"), papers).await
}

/// GET /initiatives/{code}/notice: of what was not recognised.
pub async fn notice(
    user: CurrentUser,
    path: web::Path<ByCode>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    let found = printable(&db, &user, &path.code).await?;
    if found.facts.state != State::Rejected {
        return Err(AppError::NotFound);
    }
    let today = user.today;
    let (head, symbol) = db.read(move |conn| Ok((letterhead(conn, today)?, agency(conn)?.symbol))).await?;
    let papers = vec![notice_of(&head, &symbol, &found)];
    give(&user, format, &found, ("Thông báo không công nhận sáng kiến", "notice"), papers).await
}

/// Higher levels give certificates of their own.
pub fn own_recognition(it: &Found) -> Option<&Recognition> {
    it.recognition.as_ref().filter(|it| it.level == Level::Base)
}

async fn give(
    user: &CurrentUser,
    format: Format,
    it: &Found,
    (what, page): (&str, &str),
    papers: Vec<Paper>,
) -> AppResult<HttpResponse> {
    let back = format!("/initiatives/{}", it.code);
    let bundle = Bundle {
        title: format!("{what} {}", it.code),
        papers,
        empty: "",
        address: format!("{back}/{page}"),
        query: String::new(),
        back,
    };
    answer(format, Shell::for_page(user, Menu::Initiatives), bundle).await
}

/// Giấy chứng nhận sáng kiến, for one author.
fn certificate_of(head: &Letterhead, it: &Found, recognition: &Recognition, (name, percent): (&str, i32)) -> Paper {
    let share = if percent == 100 {
        "tác giả".to_owned()
    } else {
        format!("đồng tác giả, tỷ lệ đóng góp {percent}%,")
    };
    Paper {
        head: head.into(),
        title: "GIẤY CHỨNG NHẬN SÁNG KIẾN".to_owned(),
        subtitle: format!("{} {}", head.signer_position, upper(&head.agency_name)),
        is_landscape: true,
        blocks: vec![
            Block::centred("CHỨNG NHẬN"),
            Block::centred(name),
            Block::addressed(format!("Đơn vị: {}", it.unit_name)),
            Block::addressed(format!("Là {share} của sáng kiến:")),
            Block::centred(format!("“{}”", it.title)),
            Block::addressed(format!(
                "Được công nhận {} theo Quyết định số {} ngày {}.",
                recognition.level.word().to_lowercase(),
                recognition.decision_no,
                format_date(recognition.recognised_on)
            )),
        ],
        signatures: vec![Signature::of(head.signer_position.clone(), head.signer_name.clone())],
        ..Paper::default()
    }
}

/// Thông báo không công nhận, to all authors.
fn notice_of(head: &Letterhead, symbol: &str, it: &Found) -> Paper {
    let authors: Vec<&str> = it.authors.iter().map(|author| author.name.as_str()).collect();
    let filed = it.filed_on.map_or_else(String::new, |day| format!(", nộp {}", paper_date(day)));
    Paper {
        head: Head { number: format!("{DOTS}/TB-{symbol}"), ..Head::from(head) },
        title: "THÔNG BÁO".to_owned(),
        subtitle: "Kết quả xét công nhận sáng kiến".to_owned(),
        blocks: vec![
            Block::addressed(format!("Kính gửi: {}", authors.join(", "))),
            Block::text(format!(
                "Hội đồng sáng kiến đã xét đơn yêu cầu công nhận sáng kiến “{}” ({}){filed}. Sáng kiến không được \
                 công nhận.",
                it.title, it.code
            )),
            Block::text(format!("Lý do: {}", it.reason)),
            Block::text("Tác giả có thể hoàn thiện giải pháp và nộp đơn vào đợt xét sau./."),
        ],
        recipients: ["- Như trên;", "- Lưu: VT, VP."].map(str::to_owned).to_vec(),
        signatures: vec![Signature::of(head.signer_position.clone(), head.signer_name.clone())],
        ..Paper::default()
    }
}
