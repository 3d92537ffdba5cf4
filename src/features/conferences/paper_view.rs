//! The minutes of a conference as a paper; before it was held, a form with room to write in.

use super::view::Detail;
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, DOTS, Paper, Signature};

/// Biên bản hội nghị.
pub fn minutes(head: &Letterhead, it: &Detail) -> Paper {
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
        Block::text(format!("Hội nghị họp {}, tại {}.", it.paper_day, it.place)),
        Block::heading("II. THÀNH PHẦN"),
        Block::text(format!(
            "- Được triệu tập: {} người; dự họp: {} người.",
            or_dots(it.is_held(), &it.called),
            or_dots(it.is_held(), &it.attended)
        )),
        Block::text(format!("- Chủ trì: {}{union_chair}.", it.chair)),
        Block::text("- Thư ký: ……………………………………"),
        Block::heading("III. CHƯƠNG TRÌNH"),
        Block::text(or_dots(!it.agenda.is_empty(), &it.agenda)),
        Block::heading("IV. NGHỊ QUYẾT"),
        Block::text(or_dots(it.is_held(), &it.resolutions)),
        Block::text(
            "Hội nghị kết thúc hồi …… giờ …… phút cùng ngày. Biên bản đã được đọc lại cho mọi người cùng nghe \
             và thống nhất.",
        ),
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

fn or_dots(is_known: bool, words: &str) -> &str {
    if is_known { words } else { DOTS }
}
