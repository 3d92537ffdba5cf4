//! A list as its file has it: the rows of headings, the columns, the rows below, and what each row says.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::codes::codes;
use crate::domain::date::parse_date;
use crate::domain::law::{AuthorityCode, AwardCode};
use crate::domain::revenue::sheet::split_marker;
use crate::domain::text::{clean_line, fold};
use crate::domain::year::Year;
use crate::sheets::Grid;

codes! {
    /// What a column of a list holds, or what is said once for all its rows.
    Part {
        Name = "name" "Họ và tên, tên tập thể",
        Unit = "unit" "Đơn vị",
        Position = "position" "Chức vụ",
        Award = "award" "Danh hiệu, hình thức",
        Number = "number" "Số quyết định",
        Day = "day" "Ngày quyết định",
        Year = "year" "Năm khen thưởng",
        Authority = "authority" "Cơ quan quyết định",
    }
}

/// Headings are looked for in so many rows from the top.
const TITLES: usize = 40;
/// Longest text of a cell that is kept, in characters.
const LONGEST: usize = 200;

impl Part {
    /// What a folded heading is for.
    fn of_heading(folded: &str) -> Option<Self> {
        let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
        let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
        let parts = [
            (
                begins(&[
                    "ho va ten",
                    "ho ten",
                    "ho, ten",
                    "ten ca nhan",
                    "ten tap the",
                    "ca nhan, tap the",
                    "tap the, ca nhan",
                ]),
                Self::Name,
            ),
            (begins(&["chuc vu", "chuc danh"]), Self::Position),
            (has(&["so quyet dinh", "quyet dinh so", "so qd", "qd so"]), Self::Number),
            (has(&["ngay quyet dinh", "ngay qd", "ngay ky", "ngay ban hanh"]) || folded == "ngay", Self::Day),
            (has(&["cap quyet dinh", "co quan quyet dinh", "cap khen", "co quan khen", "nguoi ky"]), Self::Authority),
            (has(&["danh hieu", "hinh thuc"]), Self::Award),
            (begins(&["don vi", "phong", "bo phan", "noi cong tac", "co quan cong tac"]), Self::Unit),
            (folded == "nam" || begins(&["nam khen", "nam dat", "nam cong nhan"]), Self::Year),
        ];
        parts.into_iter().find(|(fits, _)| *fits).map(|(_, part)| part)
    }

    /// Whether one word can stand for all rows; a name and a unit belong to their row.
    pub const fn can_be_fixed(self) -> bool {
        !matches!(self, Self::Name | Self::Unit | Self::Position)
    }
}

/// Where each part of a row comes from, by the part's code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The column that holds it; the first one is 0.
    pub of: BTreeMap<String, u32>,
    /// What counts for rows whose cell is empty, or for all where no column holds it.
    pub fixed: BTreeMap<String, String>,
}

impl Columns {
    pub fn column(&self, part: Part) -> Option<u32> {
        self.of.get(part.code()).copied()
    }

    pub fn fixed(&self, part: Part) -> &str {
        self.fixed.get(part.code()).map_or("", String::as_str)
    }
}

/// The headings of a list.
#[derive(Debug, Clone)]
pub struct Headings {
    pub rows: RangeInclusive<u32>,
    /// The columns that have one, from left to right.
    pub columns: Vec<(u32, String)>,
}

/// The first sheet of a file that has a heading for names and one for something else.
pub fn find(grids: &[Grid]) -> Option<(&Grid, Headings)> {
    grids.iter().find_map(|grid| Some((grid, Headings::of(grid)?)))
}

impl Headings {
    fn of(grid: &Grid) -> Option<Self> {
        let name_in = |row: &crate::sheets::RawRow| {
            let is_name = |cell: &&crate::sheets::RawCell| Part::of_heading(&fold(&cell.typed)) == Some(Part::Name);
            row.cells.iter().find(is_name).map(|cell| (row.number, cell.column))
        };
        grid.rows.iter().take(TITLES).filter_map(name_in).find_map(|(first, name)| {
            let rows = first..=grid.last_heading_row(first, name);
            let heading =
                |column: u32| Some((column, grid.heading(rows.clone(), column))).filter(|it| !it.1.is_empty());
            let columns: Vec<(u32, String)> = (0..grid.width(rows.clone())).filter_map(heading).collect();
            let known = columns.iter().filter(|(_, heading)| Part::of_heading(&fold(heading)).is_some()).count();
            (known > 1).then_some(Self { rows, columns })
        })
    }

    /// The columns that their headings name; of two for one part neither, for somebody to choose.
    pub fn columns_named(&self) -> Columns {
        let mut columns = Columns::default();
        for part in Part::ALL {
            let is_part = |(_, heading): &&(u32, String)| Part::of_heading(&fold(heading)) == Some(*part);
            let mut found = self.columns.iter().filter(is_part);
            if let (Some((column, _)), None) = (found.next(), found.next()) {
                columns.of.insert(part.code().to_owned(), *column);
            }
        }
        columns
    }
}

/// A row as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// As a spreadsheet numbers its rows.
    pub number: u32,
    said: BTreeMap<&'static str, String>,
}

impl ListRow {
    pub fn said(&self, part: Part) -> &str {
        self.said.get(part.code()).map_or("", String::as_str)
    }

    pub fn name(&self) -> &str {
        self.said(Part::Name)
    }
}

/// The rows below the headings that name somebody and say something of him.
pub fn rows(grid: &Grid, headings: &Headings, columns: &Columns) -> Vec<ListRow> {
    let below = grid.rows.iter().map(|row| row.number).filter(|number| number > headings.rows.end());
    let read = |number: u32| {
        let cell = |part: &Part| {
            let typed = columns.column(*part).map_or("", |column| grid.seen(number, column));
            (part.code(), clean_line(typed).unwrap_or_default().chars().take(LONGEST).collect::<String>())
        };
        let mut said: BTreeMap<&'static str, String> = Part::ALL.iter().map(cell).collect();
        let name = said.remove(Part::Name.code()).unwrap_or_default();
        let name = split_marker(&name).1.to_owned();
        let mapped = columns.of.keys().filter(|code| *code != Part::Name.code()).count();
        let is_heading = mapped > 0 && said.values().all(String::is_empty);
        if name.chars().filter(|c| c.is_alphabetic()).count() < 2 || is_heading {
            return None;
        }
        for (code, value) in said.iter_mut().filter(|(_, value)| value.is_empty()) {
            value.push_str(columns.fixed.get(*code).map_or("", String::as_str));
        }
        said.insert(Part::Name.code(), name);
        Some(ListRow { number, said })
    };
    below.filter_map(read).collect()
}

/// What words for awards mean, as somebody has said, by their key; none: rows that say so are left out.
pub type AwardNames = HashMap<String, Option<AwardCode>>;

/// What of a word for an award counts when such words are compared.
pub fn award_key(written: &str) -> String {
    let folded = fold(written);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut rest = words.as_slice();
    for before in [&["danh", "hieu"][..], &["hinh", "thuc"], &["dat"], &["tang"]] {
        rest = rest.strip_prefix(before).unwrap_or(rest);
    }
    if let [name @ .., "nam", year] = rest
        && Year::parse(year).is_some()
    {
        rest = name;
    }
    rest.join(" ")
}

/// What a word for an award means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardMeaning {
    Award(AwardCode),
    LeftOut,
    Unknown,
}

/// By what somebody has said, else by code, abbreviation and the names of all times; never by likeness.
pub fn meaning_of(written: &str, names: &AwardNames) -> AwardMeaning {
    let key = award_key(written);
    match names.get(&key) {
        Some(Some(award)) => return AwardMeaning::Award(*award),
        Some(None) => return AwardMeaning::LeftOut,
        None => {}
    }
    let is_called = |code: &AwardCode| {
        let award = code.award();
        let former = NaiveDate::from_ymd_opt(2014, 1, 1).unwrap_or_default();
        [award.code.as_str(), award.abbreviation(), award.name_on(NaiveDate::MAX), award.name_on(former)]
            .iter()
            .any(|name| award_key(name) == key)
    };
    let mut called = AwardCode::all().filter(is_called);
    match (called.next(), called.next()) {
        (Some(award), None) if !key.is_empty() => AwardMeaning::Award(award),
        _ => AwardMeaning::Unknown,
    }
}

/// The award that a row tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub award: AwardCode,
    pub year: Year,
    pub number: String,
    pub day: NaiveDate,
    /// A code, or a name that the catalogue does not know.
    pub authority: String,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Award(Told),
    /// Its word for the award is not known yet.
    Asked,
    /// Somebody has said that awards of this word are left out.
    LeftOut,
    /// What is wrong with it.
    Faulty(String),
}

pub fn said(row: &ListRow, names: &AwardNames) -> Said {
    let written = row.said(Part::Award);
    if written.is_empty() {
        return Said::Faulty("Thiếu danh hiệu, hình thức khen thưởng.".to_owned());
    }
    let award = match meaning_of(written, names) {
        AwardMeaning::Award(award) => award,
        AwardMeaning::LeftOut => return Said::LeftOut,
        AwardMeaning::Unknown => return Said::Asked,
    };
    let number = row.said(Part::Number).to_owned();
    if number.is_empty() {
        return Said::Faulty("Thiếu số quyết định.".to_owned());
    }
    let day = match parse_date(row.said(Part::Day)) {
        Ok(day) => day,
        Err(error) => return Said::Faulty(format!("Ngày quyết định “{}”: {error}", row.said(Part::Day))),
    };
    let year = match row.said(Part::Year) {
        "" => Some(Year(day.year())),
        typed => Year::parse(typed),
    };
    let Some(year) = year else {
        return Said::Faulty(format!("Năm “{}” chưa đúng. Ghi bốn chữ số.", row.said(Part::Year)));
    };
    let authority = match row.said(Part::Authority) {
        "" => award.authority().code().to_owned(),
        typed => {
            AuthorityCode::from_name_or_code(typed).map_or_else(|| typed.to_owned(), |code| code.code().to_owned())
        }
    };
    Said::Award(Told { award, year, number, day, authority })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::read_grids;

    const LIST: &str = "DANH SÁCH KHEN THƯỞNG NĂM 2009;;;;;\nSTT;Họ và tên;Đơn vị;Chức vụ;Danh hiệu thi đua;Số quyết định\n\
        I;Khối văn phòng;;;;\n1;Nguyễn Thị Hoà;Văn phòng;Chuyên viên;CSTĐCS;12/QĐ-STC\n2;2. Lê Văn An;Phòng Đầu tư;;Danh hiệu Lao động tiên tiến năm 2009;\n;Người lập;;;;\n";

    fn read(fixed: &[(Part, &str)]) -> Vec<ListRow> {
        let grids = read_grids(LIST.as_bytes(), "a.csv", None).unwrap();
        let (grid, headings) = find(&grids).unwrap();
        let mut columns = headings.columns_named();
        columns.fixed = fixed.iter().map(|(part, value)| (part.code().to_owned(), (*value).to_owned())).collect();
        rows(grid, &headings, &columns)
    }

    #[test]
    fn rows_below_the_headings_name_somebody_and_groups_of_rows_do_not() {
        let rows = read(&[(Part::Number, "1/QĐ"), (Part::Day, "15/01/2010")]);
        let told: Vec<_> =
            rows.iter().map(|row| (row.number, row.name(), row.said(Part::Unit), row.said(Part::Number))).collect();
        assert_eq!(told, [(4, "Nguyễn Thị Hoà", "Văn phòng", "12/QĐ-STC"), (5, "Lê Văn An", "Phòng Đầu tư", "1/QĐ")]);
    }

    #[test]
    fn awards_are_known_by_code_abbreviation_and_every_official_name() {
        for award in AwardCode::all() {
            let known = award.award();
            for name in [known.code.as_str(), known.name_on(NaiveDate::MAX), known.abbreviation()] {
                assert_eq!(meaning_of(name, &AwardNames::new()), AwardMeaning::Award(award), "{name}");
                let long = format!("Danh hiệu {} năm 2011", name.to_uppercase());
                assert_eq!(meaning_of(&long, &AwardNames::new()), AwardMeaning::Award(award), "{long}");
            }
        }
        let said = AwardNames::from([(award_key("Chiến sỹ giỏi"), None)]);
        assert_eq!(meaning_of("Chiến sỹ giỏi", &said), AwardMeaning::LeftOut);
        assert_eq!(meaning_of("Chiến sĩ", &AwardNames::new()), AwardMeaning::Unknown);
        assert_eq!(meaning_of("", &AwardNames::new()), AwardMeaning::Unknown);
    }

    #[test]
    fn what_a_row_lacks_is_said() {
        let names = AwardNames::new();
        let rows = read(&[(Part::Day, "15/01/2010"), (Part::Year, "2009")]);
        let Said::Award(told) = said(&rows[0], &names) else { panic!("{:?}", said(&rows[0], &names)) };
        assert_eq!((told.award.code(), told.year, told.number.as_str()), ("CSTDCS", Year(2009), "12/QĐ-STC"));
        assert_eq!(told.authority, told.award.authority().code());
        assert_eq!(said(&rows[1], &names), Said::Faulty("Thiếu số quyết định.".to_owned()));
        let rows = read(&[(Part::Day, "31/02/2010")]);
        assert!(matches!(said(&rows[0], &names), Said::Faulty(words) if words.contains("31/02/2010")));
        let rows = read(&[(Part::Day, "15/01/2010"), (Part::Year, "09")]);
        assert!(matches!(said(&rows[0], &names), Said::Faulty(words) if words.contains("bốn chữ số")));
    }
}
