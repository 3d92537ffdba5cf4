//! The rows of a sheet below its headings: names, how they stand under each other, and amounts.

use rust_decimal::{Decimal, RoundingStrategy};

use super::layout::Layout;
use crate::domain::codes::codes;
use crate::domain::money::{Dong, MoneyUnit};
use crate::domain::number::{self, NumberError};
use crate::domain::revenue::sheet::{depth_of, split_marker, stand_under};
use crate::domain::text;
use crate::sheets::{Fault, Grid, Nature, RawCell, address};

codes! {
    /// How numbers that are typed as text are written; real numbers of a spreadsheet need no such word.
    Notation {
        Vietnamese = "vi" "1.234.567,8",
        English = "en" "1,234,567.8",
    }
}

/// Longest name that is kept, in characters.
const LONGEST_NAME: usize = 200;

/// A row that bears a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// As a spreadsheet numbers its rows.
    pub number: u32,
    /// Without its numbering, cleaned.
    pub name: String,
    /// The row it stands under, by its place among the rows.
    pub under: Option<usize>,
    /// `None` when the cell is empty, which is not zero.
    pub amount: Option<Dong>,
    pub estimate: Option<Dong>,
    /// The cell of the estimate holds something that is no number.
    pub has_bad_estimate: bool,
    /// What is wrong with the cell of the amount.
    pub fault: Option<Fault>,
}

/// How the amounts of a sheet are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// The column of the amounts; the first one is 0.
    pub column: u32,
    pub money: MoneyUnit,
    pub notation: Notation,
}

/// All rows below the headings that bear a name, in their order.
pub fn rows(grid: &Grid, layout: &Layout, manner: Manner) -> Vec<SheetRow> {
    let below = grid.rows.iter().filter(|row| row.number > *layout.headings.end());
    let (mut rows, mut depths) = (Vec::new(), Vec::new());
    for number in below.map(|row| row.number) {
        let (within, name) = split_marker(grid.seen(number, layout.name));
        let name: String = text::clean_line(name).unwrap_or_default().chars().take(LONGEST_NAME).collect();
        // Below the headings many forms number their columns: "A", "B", "1", "2", "3=2/1".
        if name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            continue;
        }
        // "TỔNG CỘNG" may fill the cell of the numbering too.
        let own = layout.marker.filter(|column| {
            grid.merged_at(number, *column).is_none_or(|merged| !merged.columns.contains(&layout.name))
        });
        let beside = own.map_or("", |column| grid.seen(number, column));
        depths.push(depth_of(if beside.is_empty() { within } else { beside }));
        let estimate = layout.estimate.and_then(|column| grid.cell(number, column));
        let estimate = estimate.map(|cell| amount_of(cell, manner.money, manner.notation));
        let (amount, fault) = match amount_at(grid, number, layout, manner) {
            Ok(amount) => (amount, None),
            Err(fault) => (None, Some(fault)),
        };
        rows.push(SheetRow {
            number,
            name,
            under: None,
            amount,
            has_bad_estimate: matches!(estimate, Some(Err(_))),
            estimate: estimate.and_then(|read| read.ok().flatten()),
            fault,
        });
    }
    for (row, under) in rows.iter_mut().zip(stand_under(&depths)) {
        row.under = under;
    }
    rows
}

/// # Errors
/// What stands at the cell and how to mend it.
fn amount_at(grid: &Grid, row: u32, layout: &Layout, manner: Manner) -> Result<Option<Dong>, Fault> {
    let fault = |typed: &str, message: String| Fault {
        row,
        column: layout.heading_of(manner.column).to_owned(),
        address: address(manner.column, row),
        typed: typed.to_owned(),
        message,
    };
    let merged = grid.merged_at(row, manner.column).filter(|merged| merged.rows.clone().count() > 1);
    if let Some(merged) = merged {
        let typed = grid.seen(row, manner.column);
        if !typed.is_empty() {
            let (first, last) = (merged.rows.start(), merged.rows.end());
            return Err(fault(
                typed,
                format!("Ô số liệu gộp chung các dòng {first} đến {last}. Bỏ gộp ô và ghi số riêng cho từng dòng."),
            ));
        }
    }
    let Some(cell) = grid.cell(row, manner.column) else { return Ok(None) };
    amount_of(cell, manner.money, manner.notation).map_err(|message| fault(&cell.typed, message))
}

/// # Errors
/// How to mend the cell.
fn amount_of(cell: &RawCell, money: MoneyUnit, notation: Notation) -> Result<Option<Dong>, String> {
    let typed = cell.typed.trim();
    match cell.nature {
        Nature::Error => return Err("Công thức trong ô đang báo lỗi. Sửa công thức hoặc gõ thẳng số.".to_owned()),
        Nature::Date => return Err("Ô này đang có định dạng ngày. Đặt định dạng ô là Số rồi gõ lại.".to_owned()),
        Nature::Number => return whole_dong(typed, money).map(Some),
        Nature::Text => {}
    }
    if typed.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '…' | ' ' | '\u{a0}')) {
        return Ok(None);
    }
    // Accountants write a loss in brackets.
    let (sign, digits) = match typed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => ("-", inside),
        None => ("", typed),
    };
    let written = match notation {
        Notation::Vietnamese => {
            not_ambiguous(digits)?;
            format!("{sign}{digits}")
        }
        Notation::English => format!("{sign}{}", swapped(digits)),
    };
    money.parse(&written).map(Some).map_err(|error| match notation {
        Notation::Vietnamese if typed.contains(',') => {
            format!("{error} Nếu cả tệp viết như vậy, chọn kiểu viết số 1,234,567.8 ở phần cách đọc tệp.")
        }
        _ => error.to_string(),
    })
}

/// A real number; formulas leave parts of a đồng behind, which nobody can pay.
fn whole_dong(typed: &str, money: MoneyUnit) -> Result<Dong, String> {
    let count = number::parse_decimal(typed).map_err(|error| error.to_string())?;
    let exact = count.checked_mul(Decimal::from(money.dong())).ok_or_else(|| NumberError::TooLarge.to_string())?;
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    MoneyUnit::Dong.whole_dong(rounded).map_err(|error| error.to_string())
}

/// "1,234" as text is one thousand and something in one office, one and something in another.
fn not_ambiguous(digits: &str) -> Result<(), String> {
    let unsigned = digits.trim_start_matches(['-', '−', '+', ' ']);
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match unsigned.split_once(',') {
        Some((whole, rest)) if rest.len() == 3 && all_digits(rest) && whole.len() <= 3 && all_digits(whole) => {
            Err(format!(
                "“{unsigned}” có thể là {whole}.{rest} hoặc {whole} phẩy {rest}. Ghi {whole}{rest} nếu là hàng nghìn, {unsigned}0 nếu là phần lẻ; hoặc chọn kiểu viết số 1,234,567.8 ở phần cách đọc tệp."
            ))
        }
        _ => Ok(()),
    }
}

/// Dots for commas and commas for dots.
fn swapped(digits: &str) -> String {
    let swap = |c: char| match c {
        ',' => '.',
        '.' => ',',
        other => other,
    };
    digits.chars().map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::catalogue;
    use crate::features::imports::revenue_sheets::layout::find;
    use crate::sheets::{Merged, read_grids};

    fn read(cell: &str, nature: Nature, notation: Notation) -> Result<Option<i64>, String> {
        let cell = RawCell { column: 0, typed: cell.to_owned(), nature };
        amount_of(&cell, MoneyUnit::Million, notation).map(|amount| amount.map(Dong::amount))
    }

    #[test]
    fn amounts_are_read_as_the_office_writes_them() {
        let (vi, en) = (Notation::Vietnamese, Notation::English);
        for (typed, notation, amount) in [
            ("1.234,5", vi, Some(1_234_500_000)),
            ("1234", vi, Some(1_234_000_000)),
            ("(12)", vi, Some(-12_000_000)),
            ("-12", vi, Some(-12_000_000)),
            ("0", vi, Some(0)),
            ("–", vi, None),
            ("...", vi, None),
            ("1,234.5", en, Some(1_234_500_000)),
            ("1,234", en, Some(1_234_000_000)),
        ] {
            assert_eq!(read(typed, Nature::Text, notation), Ok(amount), "{typed}");
        }
        assert_eq!(read("1,234", Nature::Number, vi), Ok(Some(1_234_000)), "a real number is no text");
        assert_eq!(read("0,12345678", Nature::Number, vi), Ok(Some(123_457)), "less than a đồng is rounded");
    }

    #[test]
    fn what_could_be_two_numbers_or_none_is_refused_with_what_to_do() {
        for (typed, words) in [
            ("1,234", "Ghi 1234 nếu là hàng nghìn"),
            ("-1,234", "Ghi 1234 nếu là hàng nghìn"),
            ("1,234,567", "chọn kiểu viết số 1,234,567.8"),
            ("mười", "Chỉ dùng chữ số"),
            ("#REF!", "Chỉ dùng chữ số"),
        ] {
            let said = read(typed, Nature::Text, Notation::Vietnamese).unwrap_err();
            assert!(said.contains(words), "{typed}: {said}");
        }
        assert!(read("#REF!", Nature::Error, Notation::Vietnamese).unwrap_err().contains("Công thức"));
        assert!(read("01/02/2018", Nature::Date, Notation::Vietnamese).unwrap_err().contains("định dạng ngày"));
    }

    #[test]
    fn rows_bear_names_and_stand_under_each_other() {
        let csv = "STT;Nội dung;Dự toán năm;Thực hiện\nA;B;1;2\nA;TỔNG THU;10;9\nI;Thu nội địa;10;9\n;1. Lệ phí;4;4\n-;Thuế khác;6;gộp\n;;;\n;Người lập biểu;;\n";
        let mut grids = read_grids(csv.as_bytes(), "a.csv", None).unwrap();
        grids[0].merged.push(Merged { rows: 5..=6, columns: 3..=3 });
        let (grid, layout) = find(&grids, &catalogue().revenue_forms).unwrap();
        let manner = Manner { column: 3, money: MoneyUnit::Dong, notation: Notation::Vietnamese };
        let rows = rows(grid, &layout, manner);
        let told: Vec<_> =
            rows.iter().map(|row| (row.number, row.name.as_str(), row.under, row.amount.map(Dong::amount))).collect();
        assert_eq!(
            told,
            [
                (3, "TỔNG THU", None, Some(9)),
                (4, "Thu nội địa", Some(0), Some(9)),
                (5, "Lệ phí", Some(1), None),
                (6, "Thuế khác", Some(2), None),
                (8, "Người lập biểu", Some(3), None),
            ]
        );
        assert!(rows[2].fault.as_ref().unwrap().message.contains("gộp chung các dòng 5 đến 6"));
        assert_eq!(rows[0].estimate, Some(Dong::new(10)));
    }
}
