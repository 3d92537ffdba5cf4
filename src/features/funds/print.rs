//! GET: the register of a source and budget year as a paper.

use actix_web::{HttpResponse, web};

use super::pages::{PATH, Query, Register};
use super::register;
use crate::db::Db;
use crate::domain::money::Dong;
use crate::error::AppResult;
use crate::features::settings::ops::{Letterhead, letterhead};
use crate::papers::{Block, Bundle, Column, Format, Paper, Row, Signature, answer_list};
use crate::policy::{self, Act};
use crate::web::current_user::CurrentUser;
use crate::web::shell::{Menu, Shell};

/// GET /funds/print
pub async fn print(
    user: CurrentUser,
    query: web::Query<Query>,
    format: Format,
    db: web::Data<Db>,
) -> AppResult<HttpResponse> {
    policy::must(&user, Act::SeePayments)?;
    let today = user.today;
    let found = db.read(move |conn| Ok((Register::load(conn, &query, today)?, letterhead(conn, today)?)));
    let (it, head) = found.await?;
    let bundle = Bundle {
        title: format!("Sổ quỹ thi đua, khen thưởng năm {}", it.year),
        papers: if it.rows.is_empty() { Vec::new() } else { vec![paper(&head, &it)] },
        empty: "Sổ chưa có dòng nào.",
        back: it.address(PATH),
        address: format!("{PATH}/print"),
        query: it.address(""),
    };
    let shell = Shell::for_page(&user, Menu::Funds);
    answer_list(&db, user.actor, it.rows.len(), format, shell, bundle).await
}

/// Sổ quỹ: one line a voucher, in the order of the days.
fn paper(head: &Letterhead, it: &Register) -> Paper {
    let totals = it.totals();
    let columns = vec![
        Column::narrow("Ngày"),
        Column::narrow("Số chứng từ"),
        Column::wide("Diễn giải", 5),
        Column::number("Thu"),
        Column::number("Chi"),
        Column::number("Tồn"),
    ];
    let sum = ["", "", "Cộng", &totals.received.format(), &totals.paid.format(), &totals.balance.format()];
    let total = Some(sum.map(str::to_owned).to_vec());
    let rows = register::lines(&it.rows, |_| false).into_iter().map(row).collect();
    let mut blocks = vec![
        Block::note("(Số tiền tính bằng đồng; số có dấu trừ là bút toán đảo)"),
        Block::Table { caption: "Sổ quỹ".to_owned(), columns, rows, total },
    ];
    if totals.plan > Dong::ZERO {
        blocks.push(Block::fact("Dự toán được giao", format!("{} đồng.", totals.plan)));
    }
    if totals.overdraft > Dong::ZERO {
        blocks.push(Block::fact("Được chi vượt", format!("{} đồng.", totals.overdraft)));
    }
    blocks.push(Block::fact("Tồn bằng chữ", format!("{}.", totals.balance.in_words())));
    Paper {
        head: head.into(),
        title: "SỔ QUỸ THI ĐUA, KHEN THƯỞNG".to_owned(),
        subtitle: format!("Năm {}. Nguồn chi: {}", it.year, it.source.name),
        blocks,
        signatures: vec![
            Signature::of("NGƯỜI GHI SỔ", ""),
            Signature::of("PHỤ TRÁCH KẾ TOÁN", ""),
            Signature::of(head.signer_position.as_str(), head.signer_name.as_str()),
        ],
        ..Paper::default()
    }
}

fn row(line: register::Line) -> Row {
    let content = if line.note.is_empty() { line.content } else { format!("{}\n({})", line.content, line.note) };
    vec![line.day, line.document_no, content, line.received, line.paid, line.balance].into()
}
