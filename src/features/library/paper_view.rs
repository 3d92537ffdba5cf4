//! The confirmation of effect as a paper (Mẫu số 13 of NĐ 152/2025/NĐ-CP), filled in for the higher level to sign.

use super::view::{Detail, UseLine};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Signature};

/// Xác nhận hiệu quả áp dụng; of the uses those in force.
pub fn confirmation_paper(head: &Letterhead, it: &Detail, uses: Vec<UseLine>) -> Paper {
    let mut blocks = vec![
        Block::fact("1. Tên sáng kiến", format!("{} (mã {})", it.title, it.code)),
        Block::fact("2. Tác giả", format!("{}; đơn vị: {}.", it.authors, it.unit)),
        Block::fact("3. Đã được công nhận", it.recognition.as_str()),
        Block::fact("4. Hiệu quả áp dụng", effects(it).collect::<Vec<_>>().join("\n")),
    ];
    match uses.len() {
        0 => blocks.push(Block::fact("5. Các đơn vị đã áp dụng", "chưa có đơn vị nào xác nhận.")),
        many => {
            blocks.push(Block::fact("5. Các đơn vị đã áp dụng", format!("{many} đơn vị.")));
            blocks.push(uses_table(uses));
        }
    }
    blocks.push(Block::fact("6. Khả năng nhân rộng", "…………………………………………………………………………"));
    blocks.push(Block::fact("7. Phạm vi ảnh hưởng (cấp tỉnh, toàn quốc)", "…………………………………………………"));
    Paper {
        head: head.into(),
        title: "XÁC NHẬN".to_owned(),
        subtitle: "Hiệu quả áp dụng, khả năng nhân rộng của sáng kiến".to_owned(),
        blocks,
        signatures: vec![Signature {
            position: "THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN".to_owned(),
            note: "(Ký, ghi rõ họ tên, đóng dấu)".to_owned(),
            name: String::new(),
        }],
        ..Paper::default()
    }
}

/// In the words of the author, or else the summary, and of those who use it.
fn effects(it: &Detail) -> impl Iterator<Item = &str> {
    let content = &it.content;
    let by_author = if content.benefits_by_author.is_empty() { &it.summary } else { &content.benefits_by_author };
    [by_author.as_str(), content.benefits_by_users.as_str()].into_iter().filter(|text| !text.is_empty())
}

fn uses_table(uses: Vec<UseLine>) -> Block {
    let row = |(at, it): (usize, UseLine)| vec![(at + 1).to_string(), it.unit, it.from, it.effect];
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Đơn vị", 2),
        Column::narrow("Áp dụng từ ngày"),
        Column::wide("Hiệu quả", 3),
    ];
    Block::table("Các đơn vị đã áp dụng sáng kiến", columns, uses.into_iter().enumerate().map(row).collect())
}
