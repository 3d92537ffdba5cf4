//! The minutes of a meeting as a paper.

use chrono::NaiveDate;

use super::ops::State;
use super::view::{Detail, LineView};
use crate::domain::date::paper_date;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Signature, or_dots};

/// Biên bản họp bình xét; a draft until the minutes are closed.
pub fn minutes(head: &Letterhead, it: Detail, said: &Filled) -> Paper {
    let mut blocks = Vec::new();
    if it.state == State::Open {
        blocks.push(Block::note("(Dự thảo, chưa chốt)"));
    }
    blocks.push(Block::heading("I. THỜI GIAN, ĐỊA ĐIỂM"));
    blocks.push(Block::text(said.say(Passage::Opening)));
    blocks.extend(attendance(&it, said));
    blocks.push(Block::heading("III. NỘI DUNG"));
    blocks.push(Block::text(if it.opinions.is_empty() { said.say(Passage::NoOpinions) } else { it.opinions.clone() }));
    blocks.push(Block::heading("IV. KẾT QUẢ BIỂU QUYẾT"));
    blocks.push(Block::text(said.say(Passage::Rule)));
    blocks.push(votes(it.lines));
    blocks.push(Block::heading("V. KẾT LUẬN"));
    blocks.push(Block::text(or_dots(&it.conclusion)));
    blocks.push(Block::text(said.say(Passage::Closing)));
    Paper {
        head: head.into(),
        title: "BIÊN BẢN".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks,
        signatures: vec![Signature::of("THƯ KÝ", it.secretary), Signature::of("CHỦ TRÌ", it.chair)],
        ..Paper::default()
    }
}

/// What comes into the places of its texts.
pub fn values_of(held_on: NaiveDate, it: &Detail) -> Values {
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Unit, it.unit.as_str())
        .set(Slot::MeetingDay, paper_date(held_on))
        .set(Slot::Place, it.place.as_str())
        .set(Slot::All, it.all.to_string())
        .set(Slot::Present, it.present.to_string())
        .set(Slot::Absent, it.absent.len().to_string())
}

fn attendance(it: &Detail, said: &Filled) -> Vec<Block> {
    let mut blocks = vec![Block::heading("II. THÀNH PHẦN"), Block::text(said.say(Passage::Attendance))];
    if !it.absent.is_empty() {
        blocks.push(Block::text(format!("- Vắng mặt: {}.", it.absent.join("; "))));
    }
    blocks.push(Block::text(format!("- Chủ trì: {}.", or_dots(&it.chair))));
    blocks.push(Block::text(format!("- Thư ký: {}.", or_dots(&it.secretary))));
    blocks
}

fn votes(lines: Vec<LineView>) -> Block {
    let row = |(at, it): (usize, LineView)| {
        vec![
            (at + 1).to_string(),
            it.name,
            it.award.to_owned(),
            it.agree.to_string(),
            it.disagree.to_string(),
            it.percent,
            it.vote.word().to_owned(),
        ]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 3),
        Column::wide("Danh hiệu, hình thức", 3),
        Column::number("Đồng ý"),
        Column::number("Không đồng ý"),
        Column::number("Tỷ lệ"),
        Column::wide("Kết quả", 2),
    ];
    Block::table("Kết quả biểu quyết", columns, lines.into_iter().enumerate().map(row).collect())
}
