//! The report on a month's revenue: what came in by line and by unit, what is left to collect, what the accountant says.

use chrono::NaiveDate;

use super::frame::Frame;
use super::parts::{Content, Part};
use super::pictures;
use crate::db::Connection;
use crate::domain::report::About;
use crate::domain::wording::{Passage, Slot, Values, Wording};
use crate::error::AppResult;
use crate::features::revenue::ops::{self as revenue, Bulletin, Cells};
use crate::papers::{Block, Column};

/// The report, and the places in its texts for which there are no data.
pub fn content(
    conn: &mut Connection,
    about: About,
    today: NaiveDate,
    words: Wording,
) -> AppResult<(Content, Vec<Slot>)> {
    let frame = Frame::of(conn, &about, today)?;
    let found = revenue::bulletin(conn, about.year, about.month, frame.unit_code(), today)?;
    let values = Values::default().set(Slot::Year, about.year.to_string()).set(Slot::Period, about.period());
    let said = words.with(values);
    let heading = |number: usize, passage| Part::new(format!("{number}"), Block::heading(said.say(passage)));
    let mut parts = vec![heading(1, Passage::Heading1)];
    parts.extend(results(&found, &about.period()));
    parts.push(Part::new("1.more", Block::text("")));
    if !found.units.is_empty() {
        parts.push(heading(2, Passage::Heading2));
        parts
            .push(Part::new("units.table", table("Thu ngân sách theo đơn vị chịu trách nhiệm", "Đơn vị", found.units)));
    }
    parts.push(heading(3, Passage::Heading3));
    parts.extend(numbered("outlook", found.outlook));
    parts.extend(numbered("note", found.notes));
    parts.extend([Part::new("3.more", Block::text("")), heading(4, Passage::Heading4)]);
    parts.push(Part::new("tasks", Block::text(said.say(Passage::Tasks))));
    Ok((Content::new(frame.paper("BÁO CÁO", &said), parts), said.missing()))
}

fn results(found: &Bulletin, period: &str) -> Vec<Part> {
    let Some(sentence) = found.standings.sentence(period) else {
        return vec![Part::new("results", Block::text("Chưa có số liệu thu của kỳ này."))];
    };
    let text = format!("Thu ngân sách nhà nước trên địa bàn: {sentence}");
    let mut parts = vec![Part::new("results", Block::text(text))];
    parts.extend(numbered("warning", found.warnings.clone()));
    let drawn = &found.standings.pictures;
    parts.extend(pictures::of_lines("lines", drawn));
    let lines = table("Thu ngân sách theo khoản thu", "Khoản thu", found.lines.clone());
    parts.push(Part::new("lines.table", lines));
    parts.extend(pictures::of_months("months", drawn));
    parts
}

fn numbered(key: &str, texts: Vec<String>) -> Vec<Part> {
    let part = |(at, text)| Part::new(format!("{key}.{at}"), Block::text(format!("- {text}")));
    texts.into_iter().enumerate().map(part).collect()
}

fn table(caption: &str, first: &str, rows: Vec<Cells>) -> Block {
    let columns = vec![
        Column::wide(first, 1),
        Column::number("Dự toán (tỷ đồng)"),
        Column::number("Trong tháng (tỷ đồng)"),
        Column::number("Lũy kế (tỷ đồng)"),
        Column::number("% dự toán"),
        Column::number("Cùng kỳ (tỷ đồng)"),
        Column::number("% cùng kỳ"),
    ];
    Block::table(caption, columns, rows.into_iter().map(Vec::from).collect())
}
