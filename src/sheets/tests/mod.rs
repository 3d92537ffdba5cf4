//! One table with a column of each kind, read and written in every way.

mod csv_and_headings;
mod round_trip;
mod xlsx;

use chrono::NaiveDate;

use super::*;

fn genders() -> Vec<(&'static str, &'static str)> {
    vec![("male", "Nam"), ("female", "Nữ")]
}

fn states() -> Vec<(&'static str, &'static str)> {
    vec![("draft", "Nháp"), ("filed", "Chờ đơn vị duyệt")]
}

static TABLE: TableFormat = TableFormat {
    name: "people",
    columns: &[
        Column::required("code", "Mã cán bộ", Kind::Line),
        Column::optional("gender", "Giới tính", Kind::Word(genders, Written::Vietnamese)),
        Column::optional("birth_date", "Ngày sinh", Kind::Date),
        Column::optional("month", "Tháng", Kind::MONTH),
        Column::optional("score", "Điểm", Kind::Decimal),
        Column::optional("amount", "Thực hiện trong tháng", Kind::Money),
        Column::optional("active", "Đang làm việc", Kind::YesNo),
        Column::optional("state", "Trạng thái", Kind::Word(states, Written::AsOnScreen)),
        Column::optional("note", "Ghi chú", Kind::Paragraphs),
    ],
};

fn csv(text: &str) -> Result<Sheet, SheetError> {
    read_sheet(text.as_bytes(), "people.csv", &TABLE, None)
}

fn cell_faults(sheet: &Sheet) -> Vec<(&str, &str)> {
    sheet.faults.iter().map(|fault| (fault.address.as_str(), fault.message.as_str())).collect()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn row_of(code: &str) -> Vec<Value> {
    let mut row = vec![Value::Empty; TABLE.columns.len()];
    row[0] = Value::from(code);
    row
}

fn values(sheet: &Sheet) -> Vec<Vec<Value>> {
    sheet.rows.iter().map(|row| row.cells().iter().map(|cell| cell.value.clone()).collect()).collect()
}
