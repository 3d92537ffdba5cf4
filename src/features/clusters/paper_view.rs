//! Bảng tổng hợp chấm điểm thi đua as a paper: the block with its ranks, then a table for each unit.

use super::ops::{Row, Table};
use super::sheet_view::CellLine;
use super::view::{Head, Ranking, worth_words};
use crate::domain::emulation_cluster::State;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Align, Block, Column, Paper, Row as Line, Signature};

/// What the papers are made of.
pub struct Desk<'t> {
    pub head: Letterhead,
    pub table: &'t Table,
    pub it: Head,
}

/// The summary and an annex for each unit; none before the table was published.
pub fn papers(desk: &Desk) -> Vec<Paper> {
    if !desk.table.cluster.is_published() {
        return Vec::new();
    }
    let annexes = desk.table.rows.iter().map(|row| annex(desk, row));
    std::iter::once(summary(desk)).chain(annexes).collect()
}

fn summary(desk: &Desk) -> Paper {
    let it = &desk.it;
    let ranking = Ranking::of(desk.table);
    let mut blocks = Vec::new();
    if it.state != State::Concluded {
        blocks.push(Block::note("(Tạm tính, chưa kết luận)"));
    }
    if !it.basis.is_empty() {
        blocks.push(Block::ground(format!("Căn cứ {};", it.basis)));
    }
    blocks.push(Block::text(worth_words(&desk.table.criteria)));
    blocks.push(ranks(&ranking));
    let ties = ranking.lines.iter().filter(|line| !line.tie.is_empty());
    let ties: Vec<Block> = ties.map(|line| Block::text(format!("- {}: {}", line.unit, line.tie))).collect();
    if !ties.is_empty() {
        blocks.push(Block::heading("Giải thích khi bằng điểm"));
        blocks.extend(ties);
    }
    let (position, name) = (desk.head.signer_position.clone(), desk.head.signer_name.clone());
    Paper {
        head: (&desk.head).into(),
        title: "BẢNG TỔNG HỢP CHẤM ĐIỂM THI ĐUA".to_owned(),
        subtitle: format!("{} năm {}", it.name, it.year),
        is_landscape: true,
        blocks,
        recipients: vec!["- Các đơn vị trong khối;".to_owned(), "- Lưu: VT, TĐKT.".to_owned()],
        signatures: vec![Signature::of("THƯỜNG TRỰC HỘI ĐỒNG", ""), Signature::of(position, name)],
        ..Paper::default()
    }
}

fn ranks(ranking: &Ranking) -> Block {
    let mut columns = vec![Column::narrow("Hạng"), Column::wide("Đơn vị", 3)];
    // As wide as its words, but no wider: the names of groups are long.
    let points = |title: &str| Column { title: title.to_owned(), part: 1, align: Align::Right };
    columns.extend(ranking.groups.iter().map(|group| points(group)));
    if ranking.has_bonus {
        columns.push(points("Điểm thưởng"));
    }
    if ranking.has_minus {
        columns.push(points("Điểm trừ"));
    }
    columns.push(points("Tổng điểm"));
    columns.push(Column::wide("Trạng thái phiếu", 1));
    let row = |line: &super::view::RankLine| {
        let mut cells = vec![line.rank.clone(), line.unit.clone()];
        cells.extend(line.groups.iter().cloned());
        if ranking.has_bonus {
            cells.push(line.bonus.clone());
        }
        if ranking.has_minus {
            cells.push(line.minus.clone());
        }
        cells.push(line.total.clone());
        cells.push(line.state.word().to_owned());
        cells
    };
    Block::table("Xếp hạng trong khối", columns, ranking.lines.iter().map(row).collect())
}

fn annex(desk: &Desk, row: &Row) -> Paper {
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Tiêu chí", 4),
        Column::number("Tối đa"),
        Column::number("Tự chấm"),
        Column::number("Được tính"),
        Column::wide("Cách tính", 4),
    ];
    let mut lines: Vec<Line> = Vec::new();
    for line in CellLine::all(desk.table, row, false) {
        if !line.group.is_empty() {
            lines.push(Line::group(line.group));
        }
        let what = if line.words.is_empty() { line.manner.word().to_owned() } else { line.words };
        lines.push(vec![line.number.to_string(), line.content, line.most, line.own, line.points, what].into());
    }
    let total = ["", "Tổng điểm", "", "", &row.total.to_string(), ""].map(str::to_owned).to_vec();
    Paper {
        head: (&desk.head).into(),
        title: "BẢNG CHẤM ĐIỂM".to_owned(),
        subtitle: format!("{} ({})", row.unit.name, row.sheet.state.word().to_lowercase()),
        is_landscape: true,
        is_annex: true,
        blocks: vec![Block::Table { caption: row.unit.name.clone(), columns, rows: lines, total: Some(total) }],
        ..Paper::default()
    }
}
