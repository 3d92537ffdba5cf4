//! The pact as a paper: what the unit promises, what it is promised, and a place for each side to sign.

use super::view::Detail;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::features::targets::ops::TargetLine;
use crate::papers::{Block, Column, Paper, Signature};

/// Bản giao ước thi đua.
pub fn pact_paper(
    head: &Letterhead,
    it: &Detail,
    targets: Vec<TargetLine>,
    signatures: Vec<Signature>,
    said: &Filled,
) -> Paper {
    let mut blocks = Vec::new();
    if it.is_draft() {
        blocks.push(Block::note("(Dự thảo)"));
    }
    blocks.extend([
        Block::text(said.say(if it.movement_address.is_empty() { Passage::OpeningOther } else { Passage::Opening })),
        Block::heading(said.say(Passage::Heading1)),
        targets_table(targets),
        Block::heading(said.say(Passage::Heading2)),
        Block::text(if it.commitments.is_empty() { said.say(Passage::Body) } else { it.commitments.clone() }),
        Block::heading(said.say(Passage::Heading3)),
        Block::text(if it.support.is_empty() { said.say(Passage::BodyOther) } else { it.support.clone() }),
        Block::heading(said.say(Passage::Heading4)),
        Block::text(said.say(Passage::Term)),
    ]);
    Paper {
        head: head.into(),
        title: "BẢN GIAO ƯỚC THI ĐUA".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks,
        signatures,
        ..Paper::default()
    }
}

/// What comes into the places of its texts.
pub fn values_of(it: &Detail) -> Values {
    let movement = if it.movement_address.is_empty() { "" } else { &it.movement };
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Unit, it.unit.as_str())
        .set(Slot::Movement, movement)
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
