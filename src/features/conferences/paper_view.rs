//! The minutes of a conference as a paper; before it was held, a form with room to write in.

use super::view::Detail;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::domain::year::Year;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, DOTS, Paper, Signature};

/// Biên bản hội nghị.
pub fn minutes(head: &Letterhead, it: &Detail, said: &Filled) -> Paper {
    let mut blocks = Vec::new();
    if !it.is_held() {
        blocks.push(Block::note("(Dự thảo, hội nghị chưa họp)"));
    }
    let union_chair = match it.union_chair.as_str() {
        "" => String::new(),
        name => format!("; về phía Công đoàn: {name}"),
    };
    blocks.extend([
        Block::heading("I. THỜI GIAN, ĐỊA ĐIỂM"),
        Block::text(said.say(Passage::Opening)),
        Block::heading("II. THÀNH PHẦN"),
        Block::text(said.say(Passage::Attendance)),
        Block::text(format!("- Chủ trì: {}{union_chair}.", it.chair)),
        Block::text("- Thư ký: ……………………………………"),
        Block::heading("III. CHƯƠNG TRÌNH"),
        Block::text(or_dots(!it.agenda.is_empty(), &it.agenda)),
        Block::heading("IV. NGHỊ QUYẾT"),
        Block::text(or_dots(it.is_held(), &it.resolutions)),
        Block::text(said.say(Passage::Closing)),
    ]);
    Paper {
        head: head.into(),
        title: "BIÊN BẢN".to_owned(),
        subtitle: it.title.clone(),
        blocks,
        signatures: vec![Signature::of("THƯ KÝ", ""), Signature::of("CHỦ TRÌ", it.chair.as_str())],
        ..Paper::default()
    }
}

/// What comes into the places of its texts.
pub fn values_of(year: Year, it: &Detail) -> Values {
    let held = |said: &str| if it.is_held() { said.to_owned() } else { String::new() };
    Values::default()
        .set(Slot::Year, year.to_string())
        .set(Slot::MeetingDay, it.paper_day.as_str())
        .set(Slot::Place, it.place.as_str())
        .set(Slot::All, held(&it.called))
        .set(Slot::Present, held(&it.attended))
}

fn or_dots(is_known: bool, words: &str) -> &str {
    if is_known { words } else { DOTS }
}
