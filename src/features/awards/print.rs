//! The printed award list: collectives, then people unit by unit, with the head and the signature of the agency.

use chrono::NaiveDate;

use super::list::Row;
use super::view::authority_name;
use crate::domain::date;
use crate::domain::number::counted;
use crate::domain::wording::{Filled, Passage, Slot, Values};
use crate::domain::year::Year;
use crate::features::settings::ops::Letterhead;
use crate::papers::{self, Block, Column, Paper, Signature};

/// The decision a list is the annex of.
pub struct Annex {
    pub number: String,
    pub decided_on: NaiveDate,
    pub authority: String,
    /// Name and position of who signed it, a line each for in whose place; empty for what a higher level decided.
    pub signer: (String, String),
}

/// What comes into the places of the texts around it.
pub fn values_of(year: Year, rows: &[Row], annex: Option<&Annex>) -> Values {
    let collectives = rows.iter().filter(|row| row.is_collective).count();
    let values = Values::default()
        .set(Slot::Year, year.to_string())
        .set(Slot::UnitCount, counted(collectives))
        .set(Slot::PersonCount, counted(rows.len() - collectives));
    match annex {
        None => values,
        Some(annex) => values
            .set(Slot::DecisionNo, annex.number.as_str())
            .set(Slot::DecisionDay, date::paper_date(annex.decided_on))
            .set(Slot::IssuedBy, authority_name(annex.authority.clone())),
    }
}

/// Lays the rows out as a paper; they come collectives first, then by unit and given name.
pub fn paper(
    head: Letterhead,
    year: Year,
    is_provisional: bool,
    rows: Vec<Row>,
    annex: Option<&Annex>,
    said: &Filled,
) -> Paper {
    let (collectives, people): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.is_collective);
    let head = signed(head, annex);
    let mut blocks: Vec<Block> = annex.map(|_| Block::note(said.say(Passage::ListNote))).into_iter().collect();
    let parts = [("TẬP THỂ", collectives, collectives_table as Table), ("CÁ NHÂN", people, people_table)];
    let parts = parts.into_iter().filter(|(_, rows, _)| !rows.is_empty());
    for ((title, rows, table), number) in parts.zip(["I", "II"]) {
        blocks.push(Block::heading(format!("{number}. {title}")));
        blocks.push(table(rows, year));
    }
    blocks.push(Block::text(said.say(Passage::Closing)));
    Paper {
        head: (&head).into(),
        title: "DANH SÁCH".to_owned(),
        subtitle: said.say(if is_provisional { Passage::OpeningOther } else { Passage::Subtitle }),
        blocks,
        signatures: vec![Signature::of(head.signer_position, head.signer_name)],
        ..Paper::default()
    }
    .sent_to(said)
}

/// An annex carries the number and the signature of its decision.
fn signed(head: Letterhead, annex: Option<&Annex>) -> Letterhead {
    let Some(annex) = annex else { return head };
    let (name, position) = &annex.signer;
    Letterhead { number: annex.number.clone(), ..head }.signed_by(name, position)
}

/// What the list is of: the name of its file.
pub fn title(year: Year, is_provisional: bool) -> String {
    if is_provisional {
        format!("Kết quả sơ kết 6 tháng đầu năm {year} (tạm tính)")
    } else {
        format!("Tập thể, cá nhân được công nhận danh hiệu thi đua, hình thức khen thưởng năm {year}")
    }
}

type Table = fn(Vec<Row>, Year) -> Block;

fn collectives_table(rows: Vec<Row>, year: Year) -> Block {
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Tên tập thể", 4),
        Column::wide("Danh hiệu, hình thức", 4),
        Column::wide("Quyết định", 3),
    ];
    let row = |(at, row): (usize, Row)| {
        let (award, decision) = (award_of(&row, year), decision_of(&row));
        vec![(at + 1).to_string(), row.subject_name, award, decision]
    };
    Block::table("Tập thể", columns, rows.into_iter().enumerate().map(row).collect())
}

fn people_table(people: Vec<Row>, year: Year) -> Block {
    let columns = vec![
        Column::narrow("STT"),
        Column::wide("Họ và tên", 4),
        Column::wide("Chức vụ", 3),
        Column::wide("Danh hiệu, hình thức", 4),
        Column::wide("Quyết định", 3),
    ];
    let mut rows = Vec::new();
    let mut unit = None;
    for (at, row) in people.into_iter().enumerate() {
        let (award, decision) = (award_of(&row, year), decision_of(&row));
        if unit.as_ref() != Some(&row.unit_name) {
            rows.push(papers::Row::group(row.unit_name.as_str()));
            unit = Some(row.unit_name);
        }
        rows.push(vec![(at + 1).to_string(), row.subject_name, row.position, award, decision].into());
    }
    Block::Table { caption: "Cá nhân".to_owned(), columns, rows, total: None }
}

fn award_of(row: &Row, year: Year) -> String {
    row.award.award().name_on(row.decided_on.unwrap_or_else(|| year.end())).to_owned()
}

fn decision_of(row: &Row) -> String {
    match (&row.decision_no, row.decided_on) {
        (Some(number), Some(day)) => format!("{number} ngày {}", date::format_date(day)),
        _ => "–".to_owned(),
    }
}
