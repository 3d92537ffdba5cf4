//! The score sheets of a regulation as papers to fill in by hand: one for people, one for collectives.

use super::store::ScoreLine;
use crate::domain::subject::SubjectKind;
use crate::domain::text::upper;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Row, Signature};

/// Phiếu chấm điểm, of whom the regulation scores.
pub fn score_sheets(head: &Letterhead, document_no: &str, lines: &[ScoreLine]) -> Vec<Paper> {
    let sheet = |subject: &SubjectKind| {
        let own: Vec<&ScoreLine> = lines.iter().filter(|line| line.subject == *subject).collect();
        (!own.is_empty()).then(|| score_sheet(head, document_no, *subject, &own))
    };
    SubjectKind::ALL.iter().filter_map(sheet).collect()
}

fn score_sheet(head: &Letterhead, document_no: &str, subject: SubjectKind, lines: &[&ScoreLine]) -> Paper {
    let (whom, signer) = match subject {
        SubjectKind::Person => ("Họ và tên, đơn vị", "NGƯỜI TỰ CHẤM"),
        SubjectKind::Unit => ("Tên tập thể", "ĐẠI DIỆN TẬP THỂ"),
    };
    Paper {
        head: head.into(),
        title: format!("PHIẾU CHẤM ĐIỂM THI ĐUA {}", upper(subject.word())),
        subtitle: format!("Theo {document_no}"),
        blocks: vec![Block::fact(whom, "………………………………………………… Năm: ………"), table(lines)],
        signatures: vec![Signature::of(signer, ""), Signature::of("LÃNH ĐẠO ĐƠN VỊ", "")],
        ..Paper::default()
    }
}

fn table(lines: &[&ScoreLine]) -> Block {
    let filled_in = |number: String, name: &str, points: i64| {
        vec![number, name.to_owned(), points.to_string(), String::new(), String::new()]
    };
    let row = |(at, it): (usize, &&ScoreLine)| Row::Cells(filled_in((at + 1).to_string(), &it.name, it.points));
    Block::Table {
        caption: "Bảng chấm điểm".to_owned(),
        columns: vec![
            Column::narrow("STT"),
            Column::wide("Nội dung", 1),
            Column::number("Điểm tối đa"),
            Column::number("Tự chấm"),
            Column::number("Đơn vị chấm"),
        ],
        rows: lines.iter().enumerate().map(row).collect(),
        total: Some(filled_in(String::new(), "Cộng", lines.iter().map(|it| it.points).sum())),
    }
}
