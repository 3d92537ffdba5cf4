//! XLSX out: Vietnamese headings, real dates and numbers, ready to be filtered, sorted and printed.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::format::{Column, Kind, TableFormat, Written};
use super::row::Value;
use super::words;
use crate::domain::{date, number};

const WHOLE: &str = "0";
const GROUPED: &str = "#,##0";
const DATE: &str = "dd/mm/yyyy";
const TEXT: &str = "@";

/// In letters of the standard font, with room for the filter button.
const MIN_WIDTH: usize = 8;
const MAX_WIDTH: usize = 60;
const FILTER_BUTTON: usize = 3;

/// Numbers in a spreadsheet carry 15 digits; longer ones go as text rather than lose their tail.
const MAX_DIGITS: usize = 15;

const A4: u8 = 9;

/// Why a table cannot be written as XLSX. Retrying does not help; CSV has neither limit.
#[derive(Debug, thiserror::Error)]
#[error("Bảng vượt quá mức của Excel (32.767 ký tự một ô, 1.048.576 dòng). Chọn xuất CSV.")]
pub struct WriteError(#[from] XlsxError);

/// Writes the rows on one sheet named after the table, each with one value for each column of the
/// format. Without rows it is the template to fill in.
///
/// # Errors
/// When a text or the number of rows goes beyond what Excel holds.
pub fn write_xlsx(format: &TableFormat, rows: &[Vec<Value>]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(format.name)?;
    let mut styles = Styles::default();
    let mut widths = Vec::new();
    for (place, column) in (0..).zip(format.columns) {
        sheet.set_column_format(place, styles.get(column_style(&column.kind)))?;
        sheet.write_string_with_format(0, place, column.heading, &heading_format())?;
        widths.push(column.heading.chars().count() + FILTER_BUTTON);
    }
    for (number, row) in (1..).zip(rows) {
        for ((place, column), value) in (0..).zip(format.columns).zip(row) {
            let shown = Shown::new(column, value);
            let width = &mut widths[usize::from(place)];
            *width = shown.width().max(*width);
            shown.write(sheet, number, place, &mut styles)?;
        }
    }
    for (place, width) in (0..).zip(&widths) {
        sheet.set_column_width(place, *width.clamp(&MIN_WIDTH, &MAX_WIDTH) as f64)?;
    }
    lay_out(sheet, rows.len(), format.columns.len())?;
    Ok(workbook.save_to_buffer()?)
}

/// The heading stays in sight, on the screen and on each printed page.
fn lay_out(sheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), XlsxError> {
    let last_row = u32::try_from(rows).unwrap_or(u32::MAX);
    let last_column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xE8_EDF3))
        .set_border_bottom(FormatBorder::Thin)
}

/// Cells still empty are formatted too, so that Excel leaves a typed "15/10" or "007" alone.
fn column_style(kind: &Kind) -> Style {
    match kind {
        Kind::Line | Kind::Word(..) | Kind::YesNo => Style::new(TEXT),
        Kind::Paragraphs => Style { wraps: true, ..Style::new(TEXT) },
        Kind::Date => Style::new(DATE),
        Kind::Whole(_) => Style::new(WHOLE),
        Kind::Money => Style::new(GROUPED),
        Kind::Decimal => Style::new("General"),
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Style {
    number_format: String,
    wraps: bool,
}

impl Style {
    fn new(number_format: &str) -> Self {
        Self { number_format: number_format.to_owned(), wraps: false }
    }
}

/// Formats already made, one for each style.
#[derive(Default)]
struct Styles(HashMap<Style, Format>);

impl Styles {
    fn get(&mut self, style: Style) -> &Format {
        self.0.entry(style).or_insert_with_key(|style| {
            let format = Format::new().set_num_format(&style.number_format).set_align(FormatAlign::Top);
            if style.wraps { format.set_text_wrap() } else { format }
        })
    }
}

/// A value as the sheet holds it. Text is always a string cell, never a formula (SECURITY.md F5).
enum Shown {
    Nothing,
    Text(String, Style),
    Date(NaiveDate),
    Number(f64, Style, usize),
}

impl Shown {
    fn new(column: &Column, value: &Value) -> Self {
        let text = |text: String| Self::Text(text, column_style(&column.kind));
        match value {
            Value::Empty => Self::Nothing,
            Value::Text(content) => text(content.clone()),
            Value::Word(code) => {
                text(words::shown(&column.kind, code, |written| written != Written::Code).into_owned())
            }
            Value::YesNo(yes) => text(if *yes { "Có" } else { "Không" }.to_owned()),
            Value::Date(day) if keeps_in_excel(*day) => Self::Date(*day),
            Value::Date(day) => text(date::format_date(*day)),
            Value::Whole(whole) => Self::number((*whole).into(), WHOLE.to_owned()),
            Value::Money(dong) => Self::number(dong.amount().into(), GROUPED.to_owned()),
            Value::Decimal(decimal) => Self::number(*decimal, decimal_format(*decimal)),
        }
    }

    fn number(decimal: Decimal, number_format: String) -> Self {
        let digits = decimal.normalize().mantissa().unsigned_abs().to_string().len();
        match decimal.to_f64() {
            Some(float) if digits <= MAX_DIGITS => {
                Self::Number(float, Style::new(&number_format), digits + digits / 3 + 2)
            }
            _ => Self::Text(number::plain_decimal_comma(decimal), Style::new(TEXT)),
        }
    }

    /// In letters, of the longest line.
    fn width(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Text(text, _) => text.lines().map(|line| line.chars().count() + 1).max().unwrap_or(0),
            Self::Date(_) => DATE.len() + 1,
            Self::Number(_, _, width) => *width,
        }
    }

    fn write(self, sheet: &mut Worksheet, row: u32, column: u16, styles: &mut Styles) -> Result<(), XlsxError> {
        match self {
            Self::Nothing => return Ok(()),
            Self::Text(text, style) => sheet.write_string_with_format(row, column, text, styles.get(style))?,
            Self::Number(float, style, _) => sheet.write_number_with_format(row, column, float, styles.get(style))?,
            Self::Date(day) => {
                let [month, of_month] = [day.month(), day.day()].map(|part| u8::try_from(part).unwrap_or(0));
                let year = u16::try_from(day.year()).unwrap_or(0);
                let day = ExcelDateTime::from_ymd(year, month, of_month)?;
                sheet.write_datetime_with_format(row, column, day, styles.get(Style::new(DATE)))?
            }
        };
        Ok(())
    }
}

/// Excel counts a day too many before March 1900, having taken that year for a leap year.
fn keeps_in_excel(day: NaiveDate) -> bool {
    (day.year(), day.month()) >= (1900, 3) && day.year() <= 9999
}

/// As many decimals as the number has, four at most shown.
fn decimal_format(decimal: Decimal) -> String {
    match decimal.normalize().scale().min(4) {
        0 => GROUPED.to_owned(),
        places => format!("{GROUPED}.{}", "0".repeat(places as usize)),
    }
}
