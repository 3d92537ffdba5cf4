//! A form as a paper: wide, with its code, who reports to whom, and room for two signatures.

use chrono::NaiveDate;

use super::counting::Filled;
use super::store::FormCode;
use super::view::{agreement, key_of, proof};
use super::{counting, notes};
use crate::domain::date::format_date;
use crate::domain::law::wording::full_name;
use crate::domain::number::format_whole;
use crate::domain::statistics::Line;
use crate::domain::text::upper;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Align, Block, Column, Paper, Row, Signature, or_dots};

pub fn paper(head: &Letterhead, filled: &Filled, codes: &[FormCode], today: NaiveDate) -> Paper {
    let code = codes.iter().find(|it| it.form == filled.form.code);
    let receiver = code.map(|it| it.receiver.as_str()).filter(|it| !it.is_empty()).unwrap_or(&filled.form.receiver);
    let document = counting::regime_of(&filled.period).map_or("", |it| it.document.as_str());
    let (first, last) = (format_date(filled.period.first), format_date(filled.period.last));
    let mut blocks = vec![
        Block::note(format!("(Kỳ báo cáo: từ ngày {first} đến ngày {last})")),
        Block::fact(
            "Biểu số",
            format!("{}, ban hành theo {}", or_dots(code.map_or("", |it| &it.code)), or_dots(&full_name(document))),
        ),
        Block::fact("Đơn vị báo cáo", format!("{}. Đơn vị nhận báo cáo: {receiver}", head.agency_name)),
        table(filled),
    ];
    let key = key_of(&filled.table.columns);
    if !key.is_empty() {
        blocks.push(Block::fact("Chú giải", format!("{}.", key.join("; "))));
    }
    blocks.push(Block::fact("Đối chiếu", format!("{} ({}).", proof(filled), agreement(&filled.table))));
    let notes: Vec<String> = notes::of_figures(filled, today).into_iter().map(|note| note.words).collect();
    if !notes.is_empty() {
        blocks.push(Block::fact("Ghi chú", notes.join(" ")));
    }
    Paper {
        head: head.into(),
        title: upper(&filled.form.title),
        subtitle: format!("Năm {}", filled.period.year),
        is_landscape: true,
        blocks,
        signatures: vec![
            Signature {
                position: "NGƯỜI LẬP BIỂU".into(), note: "(Ký, ghi rõ họ tên)".into(), name: String::new()
            },
            Signature::of(head.signer_position.as_str(), head.signer_name.as_str()),
        ],
        ..Paper::default()
    }
}

fn table(filled: &Filled) -> Block {
    let number = |title: String| Column { part: room(&title), title, align: Align::Right };
    let middle = |title: &str, part: u32| Column { title: title.to_owned(), part, align: Align::Centre };
    let mut columns =
        vec![Column::wide("Chỉ tiêu", 50), middle("Mã số", 12), middle("Đơn vị tính", 18), number("Tổng số".into())];
    columns.extend(filled.table.columns.iter().map(|it| match it.kind {
        "" => number(it.head.clone()),
        kind => number(format!("{} ({})", it.head, kind.to_lowercase())),
    }));
    let numbers = |line: &Line| {
        std::iter::once(&line.total).chain(&line.cells).map(|n| format_whole(*n)).collect::<Vec<String>>()
    };
    let said = |label: String, code: &str, measure: &str, line: &Line| -> Row {
        let mut cells = vec![label, code.to_owned(), measure.to_owned()];
        cells.extend(numbers(line));
        cells.into()
    };
    let mut rows = vec![said("Tổng số".to_owned(), "", "", &filled.table.direct)];
    for (number, part) in ('A'..).zip(&filled.table.parts) {
        rows.push(Row::group(format!("{number}. {}", part.part.label)));
        rows.extend(part.rows.iter().map(|(row, line)| {
            let label = if row.depth > 0 { format!("- {}", row.label) } else { row.label.clone() };
            said(label, &row.code, &row.measure, line)
        }));
    }
    Block::Table { caption: filled.form.title.clone(), columns, rows, total: None }
}

/// What a column of numbers needs, in about mm, so that no word of its head is broken.
fn room(head: &str) -> u32 {
    let of_word = |word: &str| word.chars().map(|letter| if letter.is_uppercase() { 3 } else { 2 }).sum::<u32>();
    head.split_whitespace().map(of_word).max().unwrap_or_default().max(10) + 3
}
