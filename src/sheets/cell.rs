//! One cell: from what was typed to the value its column holds, or the sentence that mends it.

use super::format::{Column, Kind};
use super::heading::Place;
use super::raw::{Nature, RawCell};
use super::row::Value;
use super::words;
use crate::domain::number::NumberError;
use crate::domain::{date, number, text};

/// # Errors
/// A Vietnamese sentence that says how to mend the cell.
pub(super) fn read(raw: &RawCell, column: &Column, place: Place) -> Result<Value, String> {
    match (raw.nature, &column.kind) {
        (Nature::Error, _) => {
            return Err("Công thức trong ô đang báo lỗi. Sửa công thức hoặc gõ thẳng giá trị.".to_owned());
        }
        (Nature::Date, Kind::Line | Kind::Paragraphs | Kind::Word(..)) => {
            return Err("Excel đã đổi ô này thành ngày. Đặt định dạng ô là Văn bản rồi gõ lại.".to_owned());
        }
        (Nature::Date, Kind::Whole(_) | Kind::Decimal | Kind::Money) => {
            return Err("Ô này đang có định dạng ngày. Đặt định dạng ô là Số rồi gõ lại.".to_owned());
        }
        _ => {}
    }
    let typed = raw.typed.as_str();
    match &column.kind {
        Kind::Line => in_words(text::clean_line(typed).map(Value::Text)),
        Kind::Paragraphs => in_words(text::clean(typed).map(Value::Text)),
        Kind::Date => in_words(date::parse_date(typed).map(Value::Date)),
        Kind::Whole(_) if raw.nature == Nature::Number && typed.contains(',') => Err(NumberError::NotWhole.to_string()),
        Kind::Whole(range) => match number::parse_whole(typed).map_err(|error| error.to_string())? {
            whole if range.contains(&whole) => Ok(Value::Whole(whole)),
            whole if whole < *range.start() => Err(format!("Số nhỏ nhất ở đây là {}. Nhập lại.", range.start())),
            _ => Err(format!("Số lớn nhất ở đây là {}. Nhập lại.", range.end())),
        },
        Kind::Decimal => in_words(number::parse_decimal(typed).map(Value::Decimal)),
        Kind::Money => in_words(place.unit.parse(typed).map(Value::Money)),
        Kind::YesNo => match text::fold(typed).as_str() {
            "true" | "co" | "dung" | "1" | "x" => Ok(Value::YesNo(true)),
            "false" | "khong" | "sai" | "0" => Ok(Value::YesNo(false)),
            _ => Err("Nhập Có hoặc Không.".to_owned()),
        },
        Kind::Word(list, _) => words::code_of(&typed.trim().replace('\u{a0}', " "), *list)
            .map(Value::Word)
            .ok_or_else(|| format!("Chọn một trong: {}.", words::choices(*list))),
    }
}

fn in_words<E: ToString>(read: Result<Value, E>) -> Result<Value, String> {
    read.map_err(|error| error.to_string())
}
