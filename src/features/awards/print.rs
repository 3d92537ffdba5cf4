//! The printed award list: collectives, then people unit by unit, with the head and the signature of the agency.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::list::Row;
use super::view::authority_name;
use crate::db::Connection;
use crate::domain::ids::*;
use crate::domain::year::Year;
use crate::domain::{date, text};
use crate::error::AppResult;
use crate::features::settings;
use crate::schema::{people, subjects};

/// Everything the sheet shows, in ready words.
pub struct Paper {
    pub parent: String,
    pub agency: String,
    pub number: String,
    pub place_and_date: String,
    pub title: String,
    /// "Kèm theo Quyết định số …", when the list belongs to one decision.
    pub annex_to: String,
    pub collectives: Vec<Line>,
    pub groups: Vec<Group>,
    pub last: Vec<Line>,
    pub closing: String,
    pub signer_position: String,
    pub signer_name: String,
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
    let agency = settings::ops::agency(conn)?;
    let name: String = subjects::table.find(SubjectId::from(agency.unit_id)).select(subjects::name).first(conn)?;
    let signer: Option<(String, String)> = match agency.head_person_id {
        Some(head) => Some(
            people::table
                .inner_join(subjects::table)
                .filter(people::id.eq(head))
                .select((people::position, subjects::name))
                .first(conn)?,
        ),
        None => None,
    };
    let (signer_position, signer_name) = signer.unwrap_or_default();
    let (collectives, individuals): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.is_collective);
    let closing = format!("Danh sách có {} lượt tập thể và {} lượt cá nhân./.", collectives.len(), individuals.len());
    let day = annex.as_ref().map_or(today, |annex| annex.decided_on);
    let mut groups = grouped(individuals, year);
    let last = last_two(&mut groups);
    Ok(Paper {
        parent: text::upper(&agency.parent_name),
        agency: text::upper(short_name(&name, &agency.parent_name)),
        number: annex.as_ref().map_or_else(String::new, |annex| annex.number.clone()),
        place_and_date: format!("{}, {}", agency.place, date::paper_date(day)),
        title: title(year, provisional),
        annex_to: annex.map_or_else(String::new, |annex| {
            let (number, day, by) = (annex.number, date::paper_date(annex.decided_on), authority_name(annex.authority));
            format!("(Kèm theo Quyết định số {number} {day} của {by})")
        }),
        collectives: numbered(collectives, year),
        groups,
        last,
        closing,
        signer_position: text::upper(signer_position.strip_suffix(" Sở").unwrap_or(&signer_position)),
        signer_name,
    })
}

fn title(year: Year, provisional: bool) -> String {
    if provisional {
        format!("Kết quả sơ kết 6 tháng đầu năm {year} (tạm tính)")
    } else {
        format!("Tập thể, cá nhân được công nhận danh hiệu thi đua, hình thức khen thưởng năm {year}")
    }
}

/// "Sở Tài chính" of "Sở Tài chính tỉnh Thái Nguyên": the place stands in the line above.
fn short_name<'n>(name: &'n str, parent: &str) -> &'n str {
    let place = parent.find("tỉnh ").or_else(|| parent.find("thành phố ")).map(|at| &parent[at..]);
    place.and_then(|place| name.strip_suffix(place)).map_or(name, str::trim_end)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agency_is_named_without_the_place_of_the_line_above() {
        assert_eq!(short_name("Sở Tài chính tỉnh Thái Nguyên", "UBND tỉnh Thái Nguyên"), "Sở Tài chính");
        assert_eq!(short_name("Sở Tài chính", "UBND tỉnh Thái Nguyên"), "Sở Tài chính");
    }
}
