//! The printed award list: collectives, then people unit by unit, with the head and the signature of the agency.

use chrono::NaiveDate;

use super::list::Row;
use super::view::authority_name;
use crate::db::Connection;
use crate::domain::year::Year;
use crate::domain::{date, text};
use crate::error::AppResult;
use crate::features::settings;
use crate::features::settings::ops::Letterhead;

/// Everything the sheet shows, in ready words.
pub struct Paper {
    pub head: Letterhead,
    pub title: String,
    /// "Kèm theo Quyết định số …", when the list belongs to one decision.
    pub annex_to: String,
    pub collectives: Vec<Line>,
    pub groups: Vec<Group>,
    pub last: Vec<Line>,
    pub closing: String,
}

pub struct Line {
    pub number: usize,
    pub name: String,
    pub position: String,
    pub award: String,
    pub decision: String,
}

pub struct Group {
    pub unit: String,
    pub lines: Vec<Line>,
}

/// The decision a list is the annex of.
pub struct Annex {
    pub number: String,
    pub decided_on: NaiveDate,
    pub authority: String,
    /// Name and position of who signed it, a line each for in whose place; empty for what a higher level decided.
    pub signer: (String, String),
}

/// Lays the rows out as a paper; they come collectives first, then by unit and given name.
pub fn paper(
    conn: &mut Connection,
    year: Year,
    rows: Vec<Row>,
    annex: Option<Annex>,
    provisional: bool,
    today: NaiveDate,
) -> AppResult<Paper> {
    let (collectives, individuals): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.is_collective);
    let closing = format!("Danh sách có {} lượt tập thể và {} lượt cá nhân./.", collectives.len(), individuals.len());
    let day = annex.as_ref().map_or(today, |annex| annex.decided_on);
    let mut groups = grouped(individuals, year);
    let last = last_two(&mut groups);
    let number = annex.as_ref().map_or_else(String::new, |annex| annex.number.clone());
    Ok(Paper {
        head: signed(Letterhead { number, ..settings::ops::letterhead(conn, day)? }, annex.as_ref()),
        title: title(year, provisional),
        annex_to: annex.map_or_else(String::new, |annex| {
            let (number, day, by) = (annex.number, date::paper_date(annex.decided_on), authority_name(annex.authority));
            format!("(Kèm theo Quyết định số {number} {day} của {by})")
        }),
        collectives: numbered(collectives, year),
        groups,
        last,
        closing,
    })
}

/// An annex carries the signature of its decision.
fn signed(head: Letterhead, annex: Option<&Annex>) -> Letterhead {
    match annex.map(|annex| &annex.signer).filter(|(name, _)| !name.is_empty()) {
        Some((name, position)) => {
            Letterhead {
                signer_name: name.clone(), signer_position: text::upper(&position.replace(" Sở", "")), ..head
            }
        }
        None => head,
    }
}

fn title(year: Year, provisional: bool) -> String {
    if provisional {
        format!("Kết quả sơ kết 6 tháng đầu năm {year} (tạm tính)")
    } else {
        format!("Tập thể, cá nhân được công nhận danh hiệu thi đua, hình thức khen thưởng năm {year}")
    }
}

fn numbered(rows: Vec<Row>, year: Year) -> Vec<Line> {
    rows.into_iter().enumerate().map(|(index, row)| line(index + 1, row, year)).collect()
}

fn line(number: usize, row: Row, year: Year) -> Line {
    let day = row.decided_on.unwrap_or_else(|| year.end());
    let decision = match (row.decision_no, row.decided_on) {
        (Some(number), Some(day)) => format!("{number} ngày {}", date::format_date(day)),
        _ => "–".to_owned(),
    };
    Line {
        number,
        name: row.subject_name,
        position: row.position,
        award: row.award.award().name_on(day).to_owned(),
        decision,
    }
}

fn grouped(rows: Vec<Row>, year: Year) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        let unit = row.unit_name.clone();
        let line = line(index + 1, row, year);
        match groups.last_mut() {
            Some(group) if group.unit == unit => group.lines.push(line),
            _ => groups.push(Group { unit, lines: vec![line] }),
        }
    }
    groups
}

/// The last rows stay on one page with the signature: Chrome does not keep a table with what follows it.
fn last_two(groups: &mut [Group]) -> Vec<Line> {
    groups.last_mut().map_or_else(Vec::new, |group| {
        let from = group.lines.len().saturating_sub(2);
        group.lines.split_off(from)
    })
}
