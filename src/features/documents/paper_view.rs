//! Who is to read a document, as a paper.

use super::view::{Detail, ReaderLine};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Signature};

const READ: &str = "Xác nhận đã đọc";

/// Danh sách người cần đọc, or of them those who have not; none where nobody is left.
pub fn readers_papers(head: &Letterhead, title: &str, it: &Detail, lines: Vec<ReaderLine>, all: bool) -> Vec<Paper> {
    if lines.is_empty() {
        return Vec::new();
    }
    let due = if it.due.is_empty() { String::new() } else { format!("; hạn đọc {}", it.due) };
    let blocks = vec![
        Block::note(format!("{}{due}", it.abstract_line)),
        Block::fact("Tổng số", format!("{} người", lines.len())),
        table(lines, if all { READ } else { "Ghi chú" }),
    ];
    vec![Paper {
        head: head.into(),
        title: "DANH SÁCH".to_owned(),
        subtitle: title.to_owned(),
        blocks,
        signatures: vec![Signature::of(head.signer_position.as_str(), head.signer_name.as_str())],
        ..Paper::default()
    }]
}

fn table(lines: Vec<ReaderLine>, last: &str) -> Block {
    let row = |(at, it): (usize, ReaderLine)| vec![(at + 1).to_string(), it.name, it.position, it.unit, it.read_at];
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên", 3),
        Column::wide("Chức vụ", 3),
        Column::wide("Đơn vị", 3),
        if last == READ { Column::narrow(last) } else { Column::wide(last, 2) },
    ];
    Block::table("Người cần đọc văn bản", columns, lines.into_iter().enumerate().map(row).collect())
}
