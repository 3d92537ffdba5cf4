use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::*;
use crate::domain::money::Dong;

fn xlsx(fill: impl Fn(&mut Worksheet)) -> Result<Sheet, SheetError> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    let bytes = workbook.save_to_buffer().unwrap();
    read_sheet(&bytes, "Danh sách.XLSX", &TABLE, None)
}

#[test]
fn real_dates_numbers_and_formulas_are_read_as_values() {
    let sheet = xlsx(|sheet| {
        let dates = Format::new().set_num_format("dd/mm/yyyy");
        for (place, heading) in (0..).zip(["code", "birth_date", "month", "score", "amount (tỷ đồng)", "active"]) {
            sheet.write(0, place, heading).unwrap();
        }
        let date = ExcelDateTime::from_ymd(1975, 9, 5).unwrap().and_hms(7, 30, 0).unwrap();
        sheet.write(2, 0, 12).unwrap();
        sheet.write_with_format(2, 1, &date, &dates).unwrap();
        sheet.write(2, 2, Formula::new("=2*3").set_result("6")).unwrap();
        sheet.write(2, 3, 0.1 + 0.2).unwrap();
        sheet.write(2, 4, 2259.7).unwrap();
        sheet.write(2, 5, true).unwrap();
    })
    .unwrap();
    assert!(sheet.faults.is_empty(), "{:?}", sheet.faults);
    let row = &sheet.rows[0];
    assert_eq!((row.number, row.text("code"), row.date("birth_date")), (3, "12", day(1975, 9, 5)));
    assert_eq!((row.whole::<u32>("month"), row.decimal("score")), (6, Decimal::new(3, 1)));
    assert_eq!((row.money("amount"), row.yes_no("active")), (Dong::new(2_259_700_000_000), true));
    assert_eq!(row.cells()[2].typed, "05/09/1975");
}

#[test]
fn what_excel_made_of_a_cell_is_explained() {
    let sheet = xlsx(|sheet| {
        let dates = Format::new().set_num_format("dd/mm/yyyy");
        let times = Format::new().set_num_format("hh:mm");
        let date = ExcelDateTime::from_ymd(2014, 10, 15).unwrap();
        for (place, heading) in (0..).zip(["code", "birth_date", "month", "score"]) {
            sheet.write(0, place, heading).unwrap();
        }
        sheet.write_with_format(1, 0, &date, &dates).unwrap();
        sheet.write(1, 1, 41835).unwrap();
        sheet.write(1, 2, 6.125).unwrap();
        sheet.write_with_format(1, 3, &date, &dates).unwrap();
        sheet.write(2, 0, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_with_format(2, 1, 0.5, &times).unwrap();
    })
    .unwrap();
    assert_eq!(
        cell_faults(&sheet),
        [
            ("A2", "Excel đã đổi ô này thành ngày. Đặt định dạng ô là Văn bản rồi gõ lại."),
            ("B2", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
            ("C2", "Nhập số nguyên, không có phần lẻ, ví dụ 1.234.567."),
            ("D2", "Ô này đang có định dạng ngày. Đặt định dạng ô là Số rồi gõ lại."),
            ("A3", "Công thức trong ô đang báo lỗi. Sửa công thức hoặc gõ thẳng giá trị."),
            ("B3", "Nhập ngày/tháng/năm, ví dụ 05/09/2026."),
        ]
    );
}

#[test]
fn the_sheet_named_after_the_table_is_preferred_to_the_first() {
    let read = |name: &str| {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_column(0, 0, ["code", "first"]).unwrap();
        let second = workbook.add_worksheet().set_name(name).unwrap();
        second.write_column(0, 0, ["code", "second"]).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        read_sheet(&bytes, "a.xlsx", &TABLE, None).unwrap().rows[0].text("code").to_owned()
    };
    assert_eq!(read("people"), "second");
    assert_eq!(read("Ghi chú"), "first");
}

#[test]
fn a_cell_at_the_far_end_of_the_sheet_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "code").unwrap();
    sheet.write(1_048_575, 0, "x").unwrap();
    sheet.write(1_048_575, 16_383, "y").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();

    let rows = xlsx_read::read(&bytes, &TABLE, None).unwrap();
    assert_eq!(rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 2], "only cells that hold something");
    assert_eq!(read_sheet(&bytes, "a.xlsx", &TABLE, None).unwrap().faults[0].address, "XFD1048576");
}
