//! The papers of a publicity period: the list for the notice board and the minutes of its end.

use super::view::{Detail, LineView, ObjectionView};
use crate::domain::number::counted;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::features::settings::ops::Letterhead;
use crate::papers::{Block, Column, Paper, Signature};

/// Danh sách niêm yết.
pub fn notice(head: &Letterhead, lines: Vec<LineView>, said: &Filled) -> Paper {
    let row =
        |(at, it): (usize, LineView)| vec![(at + 1).to_string(), it.name, it.position, it.unit, it.award.to_owned()];
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 3),
        Column::wide("Chức vụ", 2),
        Column::wide("Đơn vị", 3),
        Column::wide("Danh hiệu, hình thức", 3),
    ];
    let rows = lines.into_iter().enumerate().map(row).collect();
    Paper {
        head: head.into(),
        title: "DANH SÁCH NIÊM YẾT CÔNG KHAI".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks: vec![
            Block::note(said.say(Passage::ListNote)),
            Block::text(said.say(Passage::Body)),
            Block::table("Danh sách niêm yết", columns, rows),
            Block::text(said.say(Passage::Closing)),
        ],
        signatures: vec![signature(head)],
        ..Paper::default()
    }
}

/// Biên bản kết thúc niêm yết.
pub fn minutes(
    head: &Letterhead,
    it: &Detail,
    lines: Vec<LineView>,
    objections: Vec<ObjectionView>,
    said: &Filled,
) -> Paper {
    let number = match objections.len() {
        0 => said.say(Passage::NoOpinions),
        count => format!("{count} kiến nghị, trả lời như sau."),
    };
    let mut blocks = vec![
        Block::fact("1. Thời gian niêm yết", when_and_where(it)),
        Block::fact("2. Danh sách niêm yết", said.say(Passage::Body)),
        outcome(lines),
        Block::fact("3. Kiến nghị", number),
    ];
    blocks.extend(objections.into_iter().flat_map(answered));
    blocks.push(Block::fact("4. Kết luận", it.conclusion.as_str()));
    blocks.extend(Block::optional(said.say(Passage::Closing)));
    Paper {
        head: head.into(),
        title: "BIÊN BẢN".to_owned(),
        subtitle: said.say(Passage::Subtitle),
        blocks,
        signatures: vec![Signature::of("NGƯỜI LẬP BIÊN BẢN", ""), signature(head)],
        ..Paper::default()
    }
}

/// What comes into the places of the texts of both; `count` are the dossiers shown.
pub fn values_of(it: &Detail, count: usize) -> Values {
    Values::default()
        .set(Slot::Year, it.year.to_string())
        .set(Slot::Starts, it.opened_on.as_str())
        .set(Slot::Ends, it.ends_on.as_str())
        .set(Slot::Count, counted(count))
}

fn signature(head: &Letterhead) -> Signature {
    Signature::of(head.signer_position.as_str(), head.signer_name.as_str())
}

fn when_and_where(it: &Detail) -> String {
    let place = if it.place.is_empty() {
        String::new()
    } else {
        format!("; tại phần mềm thi đua, khen thưởng và {}", it.place)
    };
    format!("từ ngày {} đến hết ngày {}, {} ngày làm việc{place}.", it.opened_on, it.ends_on, it.working_days)
}

/// What became of each line since it was shown.
fn outcome(lines: Vec<LineView>) -> Block {
    let row = |(at, it): (usize, LineView)| {
        let outcome = if it.is_kept { "Giữ nguyên" } else { it.state.word() };
        vec![(at + 1).to_string(), it.name, it.unit, it.award.to_owned(), outcome.to_owned()]
    };
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên, tên tập thể", 3),
        Column::wide("Đơn vị", 3),
        Column::wide("Danh hiệu, hình thức", 3),
        Column::wide("Kết quả", 2),
    ];
    Block::table("Danh sách đã niêm yết", columns, lines.into_iter().enumerate().map(row).collect())
}

/// What was objected, and below it the answer.
fn answered(it: ObjectionView) -> Vec<Block> {
    let mut blocks = vec![Block::fact(&format!("Về {} ({})", it.name, it.award), it.content)];
    blocks.extend(it.outcome.map(|outcome| Block::fact("Trả lời", format!("{}. {}", outcome.word(), it.answer))));
    blocks
}
