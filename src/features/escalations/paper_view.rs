//! The proposal to a higher level with its list (tờ trình, Mẫu số 01).

use chrono::NaiveDate;

use super::ops::Escalation;
use super::view::LineView;
use crate::domain::law::{Matter, grounds_on};
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Signature};

/// The proposal as it is signed on a day.
pub fn proposal(head: &Letterhead, day: NaiveDate, it: &Escalation, lines: Vec<LineView>, said: &Filled) -> Paper {
    let mut blocks = vec![Block::addressed(said.say(Passage::Addressed))];
    let mut grounds = grounds_on(Matter::Emulation, day, &head.place);
    grounds.extend(said.grounds(Passage::LastGrounds));
    if !grounds.is_empty() {
        blocks.push(Block::ground(format!("{}.", grounds.join(";\n"))));
    }
    if !it.summary.is_empty() {
        blocks.push(Block::text(it.summary.as_str()));
    }
    blocks.push(Block::text(said.say(Passage::Body)));
    blocks.push(list(lines));
    blocks.push(Block::text(said.say(Passage::Closing)));
    Paper {
        head: head.into(),
        title: "TỜ TRÌNH".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks,
        signatures: vec![Signature::of(head.signer_position.as_str(), head.signer_name.as_str())],
        ..Paper::default()
    }
    .sent_to(said)
}

/// What comes into the places of its texts.
pub fn values_of(head: &Letterhead, it: &Escalation, lines: &[LineView]) -> Values {
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Agency, head.agency_name.as_str())
        .set(Slot::Recipient, it.recipient.as_str())
        .set(Slot::Count, format!("{:02}", lines.len()))
        .set(Slot::Sums, sums(lines).join("; "))
}

/// How many of each award, in the order in which they first stand on the list.
fn sums(lines: &[LineView]) -> Vec<String> {
    let mut sums: Vec<(&str, usize)> = Vec::new();
    for line in lines {
        match sums.iter_mut().find(|(award, _)| *award == line.award) {
            Some((_, n)) => *n += 1,
            None => sums.push((line.award, 1)),
        }
    }
    sums.into_iter().map(|(award, n)| format!("{award}: {n:02}")).collect()
}

fn list(lines: Vec<LineView>) -> Block {
    let row = |(at, it): (usize, LineView)| {
        let name = if it.position.is_empty() { it.name } else { format!("{}, {}", it.name, it.position) };
        vec![(at + 1).to_string(), name, it.unit, it.award.to_owned(), it.achievement, it.votes]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, chức vụ, tên tập thể", 3),
        Column::wide("Đơn vị", 2),
        Column::wide("Danh hiệu, hình thức đề nghị", 3),
        Column::wide("Tóm tắt thành tích", 4),
        Column::wide("Phiếu đồng ý", 2),
    ];
    Block::table("Danh sách đề nghị khen thưởng", columns, lines.into_iter().enumerate().map(row).collect())
}
