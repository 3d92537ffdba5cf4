//! The result of a meeting as a paper.

use super::view::{Line, Meeting};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Signature};

/// Kết quả bỏ phiếu: what was passed and what was not.
pub fn result(head: &Letterhead, it: &Meeting, lines: Vec<Line>) -> Paper {
    let passed = lines.iter().filter(|line| line.is_passed).count();
    let summary = format!(
        "Tổng số thành viên Hội đồng: {}; có mặt: {}. Thông qua {passed}, không thông qua {} trên {} hồ sơ.",
        it.members,
        it.present,
        lines.len() - passed,
        lines.len()
    );
    Paper {
        head: head.into(),
        title: "KẾT QUẢ BỎ PHIẾU CỦA HỘI ĐỒNG".to_owned(),
        subtitle: format!("Xét thi đua, khen thưởng năm {}", it.year),
        blocks: vec![
            Block::note(format!("(Theo Biên bản số {} họp ngày {})", it.minutes_no, it.held_on)),
            Block::text(summary),
            Block::text("Tỷ lệ tính trên tổng số thành viên Hội đồng."),
            votes(lines),
        ],
        signatures: vec![Signature::of("THƯ KÝ HỘI ĐỒNG", ""), Signature::of("TM. HỘI ĐỒNG\nCHỦ TỊCH", "")],
        ..Paper::default()
    }
}

fn votes(lines: Vec<Line>) -> Block {
    let row = |(at, it): (usize, Line)| {
        let outcome = if it.is_passed { "Thông qua" } else { "Không thông qua" };
        vec![(at + 1).to_string(), it.name, it.unit, it.award, it.votes, outcome.to_owned()]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 3),
        Column::wide("Đơn vị", 3),
        Column::wide("Danh hiệu, hình thức", 3),
        Column::wide("Phiếu đồng ý", 2),
        Column::wide("Kết quả", 2),
    ];
    Block::table("Kết quả bỏ phiếu", columns, lines.into_iter().enumerate().map(row).collect())
}
