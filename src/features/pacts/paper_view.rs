//! The pact as a paper: what the unit promises, what it is promised, and a place for each side to sign.

use super::view::Detail;
use crate::features::settings::ops::Letterhead;
use crate::features::targets::ops::TargetLine;
use crate::papers::{Block, Column, Paper, Signature};

/// Bản giao ước thi đua.
pub fn pact_paper(head: &Letterhead, it: &Detail, targets: Vec<TargetLine>, signatures: Vec<Signature>) -> Paper {
    let mut blocks = Vec::new();
    if it.is_draft() {
        blocks.push(Block::note("(Dự thảo)"));
    }
    blocks.extend([
        Block::text(opening(it)),
        Block::heading("I. CHỈ TIÊU CAM KẾT"),
        targets_table(targets),
        Block::heading("II. CAM KẾT CỦA ĐƠN VỊ"),
        Block::text(or_else(&it.commitments, "Hoàn thành các chỉ tiêu nêu trên.")),
        Block::heading("III. CAM KẾT CỦA LÃNH ĐẠO VÀ CÔNG ĐOÀN"),
        Block::text(or_else(&it.support, "Tạo điều kiện để đơn vị hoàn thành các chỉ tiêu nêu trên.")),
        Block::heading("IV. THỜI HẠN"),
        Block::text(format!("Giao ước có giá trị từ ngày ký đến ngày 31/12/{}.", it.year)),
    ]);
    Paper {
        head: head.into(),
        title: "BẢN GIAO ƯỚC THI ĐUA".to_owned(),
        subtitle: format!("Năm {} của {}", it.year, it.unit),
        blocks,
        signatures,
        ..Paper::default()
    }
}

fn opening(it: &Detail) -> String {
    if it.movement_address.is_empty() {
        format!("Các bên thống nhất ký giao ước thi đua năm {} như sau.", it.year)
    } else {
        format!("Hưởng ứng {}, các bên thống nhất ký giao ước như sau.", it.movement)
    }
}

fn or_else<'t>(text: &'t str, usual: &'t str) -> &'t str {
    if text.is_empty() { usual } else { text }
}

fn targets_table(targets: Vec<TargetLine>) -> Block {
    let row = |(at, it): (usize, TargetLine)| vec![(at + 1).to_string(), it.indicator, it.goal, it.due];
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Chỉ tiêu", 1),
        Column::number("Mức phấn đấu"),
        Column::narrow("Thời hạn"),
    ];
    Block::table("Chỉ tiêu cam kết", columns, targets.into_iter().enumerate().map(row).collect())
}
