//! How wide the columns of a table are. Word and its kin agree only on tables whose widths are said, so the writer
//! estimates them from the words, by the letters of Times New Roman.

use super::Column;

/// As the text of tables.
const SIZE: u32 = 12;
/// Left and right of a cell's words, with something for the estimate's error.
const PADDING: u32 = 240;
/// A narrow column breaks its lines rather than grow beyond.
const WIDEST_NARROW: u32 = 2_600;
const WIDEST_LINE_OF_HEAD: u32 = 900;

/// A line of text of so many points, in twentieths of a point.
pub fn of_words(text: &str, points: u32) -> u32 {
    let hundredths: u32 = text.chars().map(hundredths_of_em).sum();
    hundredths * points / 5
}

fn hundredths_of_em(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | 't' | 'f' | ' ' | '.' | ',' | ';' | ':' | '(' | ')' | '-' => {
            33
        }
        'm' | 'M' | 'W' | '☐' | '☒' => 90,
        _ if letter.is_uppercase() => 72,
        _ => 50,
    }
}

/// Narrow columns take what their words need, the others share the rest by their parts. Together they are as wide as
/// the page.
pub fn of_columns(columns: &[Column], rows: &[&Vec<String>], full: u32) -> Vec<u32> {
    let narrow = |(place, column): (usize, &Column)| match column.part {
        0 => of_narrow(&column.title, rows.iter().filter_map(|row| row.get(place))),
        _ => 0,
    };
    let mut widths: Vec<u32> = columns.iter().enumerate().map(narrow).collect();
    let parts: u32 = columns.iter().map(|column| column.part).sum();
    let taken: u32 = widths.iter().sum();
    // The words of a wide column need room too.
    let most = if parts == 0 { full } else { full * 3 / 4 };
    if taken > 0 && (taken > most || parts == 0) {
        for width in &mut widths {
            *width = *width * most / taken;
        }
    }
    let rest = full.saturating_sub(widths.iter().sum());
    for (width, column) in widths.iter_mut().zip(columns).filter(|(_, column)| column.part > 0) {
        *width = rest * column.part / parts;
    }
    widths
}

fn of_narrow<'a>(title: &str, cells: impl Iterator<Item = &'a String>) -> u32 {
    let longest_word = title.split_whitespace().map(|word| of_words(word, SIZE)).max().unwrap_or(0);
    let whole = of_words(title, SIZE);
    // A long head stands in two lines.
    let head = if whole > WIDEST_LINE_OF_HEAD { longest_word.max(whole * 3 / 5) } else { whole };
    let body = cells.flat_map(|cell| cell.split('\n')).map(|line| of_words(line, SIZE)).max().unwrap_or(0);
    head.max(body.min(WIDEST_NARROW)) + PADDING
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page_and_narrow_ones_hold_their_words() {
        let columns =
            [Column::narrow("STT"), Column::wide("Tên", 2), Column::wide("Đơn vị", 1), Column::number("Tiền")];
        let row = vec!["1".to_owned(), "Tên dài".to_owned(), String::new(), "12.500.000".to_owned()];
        let widths = of_columns(&columns, &[&row], 9_355);
        assert!((9_350..=9_355).contains(&widths.iter().sum::<u32>()), "{widths:?}");
        assert!(widths[0] < 900 && widths[3] > 1_000, "{widths:?}");
        assert!(widths[1].abs_diff(widths[2] * 2) <= 2, "{widths:?}");
    }

    #[test]
    fn too_many_narrow_columns_leave_room_for_the_others() {
        let mut columns = vec![Column::narrow("Một đầu cột rất dài, có nhiều chữ"); 9];
        columns.push(Column::wide("Tên", 1));
        let widths = of_columns(&columns, &[], 9_355);
        assert!(widths[9] >= 9_355 / 4 && widths.iter().sum::<u32>() <= 9_355, "{widths:?}");
        assert_eq!(of_columns(&[], &[], 9_355), Vec::<u32>::new());
        let even = of_columns(&[Column::narrow("A"), Column::narrow("A")], &[], 9_000);
        assert_eq!(even, [4_500, 4_500]);
    }
}
