//! Where things stand in somebody else's sheet: the rows of headings, the column of names, those of amounts; and what
//! titles say about year, months and unit.

use std::ops::RangeInclusive;

use crate::domain::law::RevenueForm;
use crate::domain::money::MoneyUnit;
use crate::domain::revenue::sheet::Measure;
use crate::domain::revenue::{MONTHS, Period};
use crate::domain::text::fold;
use crate::domain::year::Year;
use crate::sheets::Grid;

/// Headings are looked for in so many rows from the top.
const TITLES: usize = 40;
/// A longer text is no heading.
const LONGEST_HEADING: usize = 120;

/// A column that may hold the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountColumn {
    /// The first column is 0.
    pub column: u32,
    pub heading: String,
}

/// What the titles and headings of a sheet say themselves, as far as they are clear.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    pub year: Option<Year>,
    pub month: Option<i32>,
    pub measure: Option<Measure>,
    pub money: Option<MoneyUnit>,
}

#[derive(Debug, Clone)]
pub struct Layout {
    pub headings: RangeInclusive<u32>,
    pub marker: Option<u32>,
    pub name: u32,
    pub amounts: Vec<AmountColumn>,
    pub estimate: Option<u32>,
    pub said: Said,
}

/// The first sheet of a file that has such headings, with where things stand in it.
pub fn find<'g>(grids: &'g [Grid], forms: &[RevenueForm]) -> Option<(&'g Grid, Layout)> {
    grids.iter().find_map(|grid| Some((grid, Layout::of(grid, forms)?)))
}

/// What a column of the forms is for, in the order in which all of them print their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Marker,
    Name,
    Estimate,
    Amount,
    Other,
}

impl Layout {
    fn of(grid: &Grid, forms: &[RevenueForm]) -> Option<Self> {
        grid.rows.iter().take(TITLES).find_map(|row| {
            let is_name = |cell: &&crate::sheets::RawCell| role_of(&cell.typed, forms) == Some(Role::Name);
            let name = row.cells.iter().find(is_name)?.column;
            Self::below(grid, row.number, name, forms)
        })
    }

    /// With the headings that begin in this row, where they are headings of amounts too.
    fn below(grid: &Grid, first: u32, name: u32, forms: &[RevenueForm]) -> Option<Self> {
        let headings = first..=grid.last_heading_row(first, name);
        let columns: Vec<(u32, String)> =
            (0..grid.width(headings.clone())).map(|column| (column, grid.heading(headings.clone(), column))).collect();
        let with = |wanted: Role| {
            let is_wanted = move |(_, heading): &&(u32, String)| role_of(heading, forms) == Some(wanted);
            columns.iter().filter(is_wanted).filter(move |(column, _)| *column != name)
        };
        let amounts: Vec<AmountColumn> = with(Role::Amount)
            .map(|(column, heading)| AmountColumn { column: *column, heading: heading.clone() })
            .collect();
        if amounts.is_empty() {
            return None;
        }
        let said = said_by(grid, *headings.end());
        let (marker, estimate) = (with(Role::Marker).next(), with(Role::Estimate).next());
        let [marker, estimate] = [marker, estimate].map(|found| found.map(|(column, _)| *column));
        Some(Self { headings, marker, name, estimate, amounts, said })
    }

    /// The column of the figures, where there is one that fits better than all others; else somebody has to choose.
    pub fn amount_column(&self, measure: Option<Measure>, period: Option<Period>) -> Option<u32> {
        let fits = |column: &AmountColumn| fit(&fold(&column.heading), measure, period);
        let best = self.amounts.iter().map(fits).max()?;
        let mut all = self.amounts.iter().filter(|column| fits(column) == best);
        match (all.next(), all.next()) {
            (Some(only), None) => Some(only.column),
            _ => None,
        }
    }

    pub fn heading_of(&self, column: u32) -> &str {
        self.amounts.iter().find(|known| known.column == column).map_or("", |known| &known.heading)
    }
}

/// By the columns of the catalogue's forms, else by the words that such headings use.
fn role_of(heading: &str, forms: &[RevenueForm]) -> Option<Role> {
    const ROLES: [Role; 4] = [Role::Marker, Role::Name, Role::Estimate, Role::Amount];
    let folded = fold(heading);
    if folded.is_empty() || folded.len() > LONGEST_HEADING {
        return None;
    }
    let place = |form: &RevenueForm| form.columns.iter().position(|column| fold(column) == folded);
    if let Some(place) = forms.iter().find_map(place) {
        return Some(ROLES.get(place).copied().unwrap_or(Role::Other));
    }
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    if matches!(folded.as_str(), "stt" | "tt" | "so tt" | "so thu tu") {
        return Some(Role::Marker);
    }
    if begins(&[
        "noi dung",
        "chi tieu",
        "khoan thu",
        "cac khoan thu",
        "ten khoan thu",
        "nguon thu",
        "dien giai",
        "khoan muc",
    ]) && !folded.contains('%')
    {
        return Some(Role::Name);
    }
    if has(&["so sanh", "%", "ty le", "tang, giam", "tang giam", "cung ky", "nam truoc", "ghi chu", "con phai"]) {
        return Some(Role::Other);
    }
    if has(&["thuc hien", "luy ke", "so thu", "da thu", "so nop", "trong thang", "ket qua thu"]) {
        return Some(Role::Amount);
    }
    if has(&["du toan", "ke hoach", "chi tieu giao"]) {
        return Some(Role::Estimate);
    }
    None
}

/// How well a folded heading of amounts fits what is looked for; another year's or another way of counting does not.
fn fit(heading: &str, measure: Option<Measure>, period: Option<Period>) -> i32 {
    let other_year = || {
        let year = period.map(|period| period.year);
        year.is_some() && year_in(heading).is_some_and(|named| Some(named) != year)
    };
    let cumulated = heading.contains("luy ke") || heading.contains("dau nam") || months_in(heading).is_some();
    let quarter = heading.contains("quy ");
    let month = heading.contains("trong thang") || month_in(heading).is_some();
    let wanted = match measure {
        Some(Measure::Month) => i32::from(month) - i32::from(cumulated),
        Some(Measure::Quarter) => i32::from(quarter) - i32::from(month),
        Some(Measure::Cumulative) => i32::from(cumulated) - i32::from(month && !cumulated),
        None => 0,
    };
    wanted - if other_year() { 4 } else { 0 }
}

fn said_by(grid: &Grid, last_heading: u32) -> Said {
    let mut said = Said::default();
    let above = grid.rows.iter().take_while(|row| row.number <= last_heading);
    let texts = above.flat_map(|row| &row.cells).map(|cell| fold(&cell.typed));
    // "Thái Nguyên, ngày 05 tháng 7 năm 2018" says when it was signed.
    for text in texts.filter(|text| !text.contains("ngay ")) {
        said.year = said.year.or_else(|| year_in(&text));
        said.money = said.money.or_else(|| money_in(&text));
        let (month, measure) = period_in(&text);
        if said.month.is_none() && month.is_some() {
            (said.month, said.measure) = (month, measure);
        }
    }
    said
}

/// "Đơn vị tính: triệu đồng", or a unit in brackets.
fn money_in(folded: &str) -> Option<MoneyUnit> {
    let unit = match folded.split_once("don vi") {
        Some((_, rest)) => rest.trim_start_matches(" tinh").trim_start_matches([':', ' ']),
        None => folded.rsplit_once('(')?.1,
    };
    // Who writes nghìn đồng writes it in several ways.
    if ["ngan dong", "1.000 dong", "1000 dong", "1000d"].iter().any(|words| unit.starts_with(words)) {
        return Some(MoneyUnit::Thousand);
    }
    // The longest first: "đồng" ends the others too.
    MoneyUnit::ALL.into_iter().rev().find(|known| unit.starts_with(&fold(known.name())))
}

/// "lũy kế đến hết tháng 6", "06 tháng đầu năm", "tháng 6 năm 2018"; a quarter's month is clear, but not whether its
/// figures begin with it or with January.
fn period_in(folded: &str) -> (Option<i32>, Option<Measure>) {
    if let Some(months) = months_in(folded) {
        return (Some(months), Some(Measure::Cumulative));
    }
    if let Some(month) = month_in(folded) {
        let is_cumulated =
            ["luy ke", "den thang", "den het thang", "dau nam"].iter().any(|words| folded.contains(words));
        return (Some(month), Some(if is_cumulated { Measure::Cumulative } else { Measure::Month }));
    }
    let quarter =
        folded.split("quy ").skip(1).find_map(|rest| match rest.split(|c: char| !c.is_alphanumeric()).next()? {
            "i" | "1" | "01" => Some(1),
            "ii" | "2" | "02" => Some(2),
            "iii" | "3" | "03" => Some(3),
            "iv" | "4" | "04" => Some(4),
            _ => None,
        });
    match quarter {
        Some(1) => (Some(3), Some(Measure::Cumulative)),
        Some(quarter) => (Some(quarter * 3), None),
        None => (None, None),
    }
}

/// "nam 2018".
fn year_in(folded: &str) -> Option<Year> {
    folded
        .split("nam ")
        .skip(1)
        .find_map(|rest| Year::parse(&rest.chars().take_while(char::is_ascii_digit).collect::<String>()))
}

/// "thang 6", not the months that follow a number.
fn month_in(folded: &str) -> Option<i32> {
    folded
        .split("thang ")
        .skip(1)
        .find_map(|rest| number(&rest.chars().take_while(char::is_ascii_digit).collect::<String>()))
}

/// "06 thang": so many months from January on. Not the "(06 tháng, năm)" that a form prints to be struck out.
fn months_in(folded: &str) -> Option<i32> {
    let parts: Vec<&str> = folded.split("thang").collect();
    let before = |pair: &[&str]| {
        let digits: String = pair[0].trim_end().chars().rev().take_while(char::is_ascii_digit).collect();
        let is_choice = pair[1].starts_with([',', '/']);
        if is_choice { None } else { number(&digits.chars().rev().collect::<String>()) }
    };
    parts.windows(2).find_map(before)
}

fn number(digits: &str) -> Option<i32> {
    digits.parse().ok().filter(|month| MONTHS.contains(month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::catalogue;
    use crate::sheets::{Merged, read_grids};

    fn grid(csv: &str) -> Grid {
        read_grids(csv.as_bytes(), "a.csv", None).expect("a sheet").remove(0)
    }

    fn layout(grid: &Grid) -> Layout {
        Layout::of(grid, &catalogue().revenue_forms).expect("headings")
    }

    #[test]
    fn a_form_with_titles_and_headings_of_two_merged_rows_is_found() {
        let mut grid = grid(
            "UBND tỉnh;;;;;Biểu số 60/CK-NSNN\nƯỚC THỰC HIỆN THU NSNN 06 THÁNG NĂM 2018;;;;;\n;;;;;Đơn vị tính: triệu đồng\n\
             STT;Nội dung;Dự toán năm;Ước thực hiện quý (06 tháng, năm);So sánh ước thực hiện với (%);\n;;;;Dự toán năm;Cùng kỳ năm trước\nA;TỔNG;1;2;3;4\n",
        );
        for column in 0..4 {
            grid.merged.push(Merged { rows: 4..=5, columns: column..=column });
        }
        grid.merged.push(Merged { rows: 4..=4, columns: 4..=5 });
        let layout = layout(&grid);
        assert_eq!(
            (layout.headings.clone(), layout.marker, layout.name, layout.estimate),
            (4..=5, Some(0), 1, Some(2))
        );
        assert_eq!(layout.amounts.iter().map(|column| column.column).collect::<Vec<_>>(), [3]);
        let said = Said {
            year: Some(Year(2018)),
            month: Some(6),
            measure: Some(Measure::Cumulative),
            money: Some(MoneyUnit::Million),
        };
        assert_eq!(layout.said, said);
        assert_eq!(layout.amount_column(None, None), Some(3));
    }

    #[test]
    fn of_several_columns_the_one_that_is_counted_so_is_taken_or_none() {
        let grid = grid(
            "Chỉ tiêu;Dự toán;Thực hiện tháng 6;Lũy kế 6 tháng năm 2018;Lũy kế thực hiện năm 2017;% so dự toán\nThu nội địa;1;2;3;4;5\n",
        );
        let layout = layout(&grid);
        let period = Some(Period { year: Year(2018), month: 6 });
        assert_eq!(layout.amount_column(Some(Measure::Month), period), Some(2));
        assert_eq!(layout.amount_column(Some(Measure::Cumulative), period), Some(3));
        assert_eq!(layout.heading_of(3), "Lũy kế 6 tháng năm 2018");
        assert_eq!(layout.amount_column(None, period), None);
        assert_eq!(layout.estimate, Some(1));
    }

    #[test]
    fn headings_are_matched_without_marks_and_case() {
        let layout = layout(&grid("tt,NOI DUNG THU,Du toan tinh giao,THUC HIEN (ty dong)\n1,Le phi,1,2\n"));
        assert_eq!((layout.marker, layout.estimate, layout.amounts[0].column), (Some(0), Some(2), 3));
        assert_eq!(layout.said.money, Some(MoneyUnit::Billion));
        let forms = &catalogue().revenue_forms;
        assert!(Layout::of(&grid("Họ và tên,Ngày sinh\nLê An,1\n"), forms).is_none());
        assert!(Layout::of(&grid("Nội dung,Ghi chú\nLê An,1\n"), forms).is_none());
    }

    #[test]
    fn titles_say_how_figures_are_counted_and_are_silent_where_it_is_not_clear() {
        let cumulative = Some(Measure::Cumulative);
        let cases = [
            ("Tháng 6 năm 2018", Some(6), Some(Measure::Month)),
            ("Lũy kế đến hết tháng 11 năm 2018", Some(11), cumulative),
            ("9 tháng đầu năm 2018", Some(9), cumulative),
            ("Ước thực hiện thu NSNN 06 tháng năm 2018", Some(6), cumulative),
            ("Quý I năm 2018", Some(3), cumulative),
            ("Quý II năm 2018", Some(6), None),
            ("Ước thực hiện quý (06 tháng, năm)", None, None),
            ("Dự toán năm 2018", None, None),
            ("tháng 13", None, None),
        ];
        for (title, month, measure) in cases {
            assert_eq!(period_in(&fold(title)), (month, measure), "{title}");
        }
        for (words, unit) in [
            ("Đơn vị tính: triệu đồng", Some(MoneyUnit::Million)),
            ("ĐVT: tỷ", None),
            ("Đơn vị: Tỷ đồng", Some(MoneyUnit::Billion)),
            ("Thực hiện (đồng)", Some(MoneyUnit::Dong)),
            ("Đơn vị tính: nghìn đồng", Some(MoneyUnit::Thousand)),
            ("ĐVT (ngàn đồng)", Some(MoneyUnit::Thousand)),
            ("Đơn vị tính: 1.000 đồng", Some(MoneyUnit::Thousand)),
            ("Đơn vị tính: USD", None),
            ("Đơn vị báo cáo: Cục Thuế", None),
        ] {
            assert_eq!(money_in(&fold(words)), unit, "{words}");
        }
    }
}
