//! The head and the signature of the agency's papers, in ready words.

use chrono::NaiveDate;

use super::{ops, store};
use crate::db::Connection;
use crate::domain::{date, text};
use crate::error::{AppResult, FieldErrors};
use crate::papers::Layout;

/// What every paper of the agency begins and ends with.
#[derive(Debug, Clone)]
pub struct Letterhead {
    pub parent: String,
    pub agency: String,
    /// "Sở Tài chính tỉnh Thái Nguyên"
    pub agency_name: String,
    /// "15/QĐ-STC"; empty for a paper without one.
    pub number: String,
    /// "Thái Nguyên"
    pub place: String,
    pub place_and_date: String,
    pub signer_position: String,
    pub signer_name: String,
    pub layout: Layout,
}

impl Letterhead {
    /// Whose power it is, whoever signs in his place: "GIÁM ĐỐC".
    pub fn office(&self) -> &str {
        let first = self.signer_position.lines().next().unwrap_or_default();
        first.split_once(". ").map_or(first, |(_, office)| office)
    }

    /// Signed by whoever signed the paper; where nobody has, by whoever heads the agency.
    #[must_use]
    pub fn signed_by(self, name: &str, position: &str) -> Self {
        if name.is_empty() {
            return self;
        }
        // The agency stands at the head already: "Giám đốc Sở" signs as GIÁM ĐỐC.
        let signer_position = text::upper(&position.replace(" Sở", ""));
        Self { signer_name: name.to_owned(), signer_position, ..self }
    }
}

/// The letterhead of a paper of a day.
pub fn letterhead(conn: &mut Connection, day: NaiveDate) -> AppResult<Letterhead> {
    let agency = ops::agency(conn)?;
    let name = store::name_of(conn, agency.unit_id.into())?;
    let signer = match agency.head_person_id {
        Some(head) => Some(store::person(conn, head)?),
        None => None,
    };
    let (position, signer_name) = signer.map(|it| (it.position, it.name)).unwrap_or_default();
    Ok(Letterhead {
        parent: text::upper(&agency.parent_name),
        agency: text::upper(short_name(&name, &agency.parent_name)),
        agency_name: name,
        number: String::new(),
        place_and_date: format!("{}, {}", agency.place, date::paper_date(day)),
        place: agency.place,
        signer_position: text::upper(position.strip_suffix(" Sở").unwrap_or(&position)),
        signer_name,
        layout: Layout::on(day),
    })
}

/// "Sở Tài chính" of "Sở Tài chính tỉnh Thái Nguyên": the place stands in the line above.
fn short_name<'n>(name: &'n str, parent: &str) -> &'n str {
    let place = parent.find("tỉnh ").or_else(|| parent.find("thành phố ")).map(|at| &parent[at..]);
    place.and_then(|place| name.strip_suffix(place)).map_or(name, str::trim_end)
}

/// The number of a paper as its register writes it: "15" becomes "15/QĐ-STC" for the kind "QĐ", "5" becomes
/// "05/QĐ-STC"; a whole number with its symbol stays as typed.
///
/// # Errors
/// `Fields` at `field`, with `what` the paper is called.
pub fn document_number(conn: &mut Connection, typed: &str, kind: &str, field: &str, what: &str) -> AppResult<String> {
    let typed = typed.trim();
    let symbol = ops::agency(conn)?.symbol;
    if let Ok(number) = typed.parse::<u32>()
        && number > 0
    {
        return Ok(format!("{number:02}/{kind}-{symbol}"));
    }
    let has_number = typed.split('/').next().is_some_and(|number| number.parse::<u32>().is_ok_and(|number| number > 0));
    if typed.contains('/') && has_number && typed.chars().count() <= 40 {
        return Ok(typed.to_owned());
    }
    Err(FieldErrors::one(field, format!("Nhập số {what}, ví dụ 15 hoặc 15/{kind}-{symbol}.")).into())
}

/// The number of a letter (công văn), which has no kind: "210" becomes "210/STC"; what has a symbol stays as typed.
///
/// # Errors
/// When the settings cannot be read.
pub fn letter_number(conn: &mut Connection, typed: &str) -> AppResult<String> {
    match typed.trim().parse::<u32>() {
        Ok(number) => Ok(format!("{number:02}/{}", ops::agency(conn)?.symbol)),
        Err(_) => Ok(typed.trim().to_owned()),
    }
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
