use super::*;
use crate::domain::money::Dong;

fn heading_faults(text: &str) -> Vec<String> {
    csv(text).unwrap_err().faults().iter().map(ToString::to_string).collect()
}

#[test]
fn headings_are_keys_or_vietnamese_in_any_order_case_and_marks() {
    let sheet = csv("NGÀY SINH,code, gioi tinh \n05/09/1975,HC001,nữ\n").unwrap();
    let row = &sheet.rows[0];
    assert_eq!((row.number, row.text("code"), row.date_if("birth_date")), (2, "HC001", Some(day(1975, 9, 5))));
    assert_eq!(row.word("gender"), "female");
    assert!(sheet.has("gender") && !sheet.has("note"));
    assert_eq!(row.text_if("note"), None);
}

#[test]
fn unknown_repeated_and_missing_columns_are_all_named() {
    assert_eq!(
        heading_faults("Giới tính,phone,gender\n"),
        [
            "B1 (phone) “phone”: Bảng không có cột này. Sửa tên, xóa cột, hoặc đặt dấu _ trước tên để bỏ qua.",
            "C1 (gender) “gender”: Cột này đã có ở ô A1. Bỏ một trong hai cột.",
            "1 (Mã cán bộ): Thiếu cột này. Thêm cột “Mã cán bộ” (hoặc code).",
        ]
    );
}

#[test]
fn columns_that_begin_with_an_underscore_are_passed_over() {
    let sheet = csv("code,_ghi chú riêng\nHC001,hỏi lại\n,chỉ có ghi chú\n").unwrap();
    assert_eq!(sheet.rows.len(), 1);
    assert!(sheet.faults.is_empty());
}

#[test]
fn a_money_heading_may_state_its_unit() {
    for (heading, typed, dong) in [
        ("amount", "12.500.000", 12_500_000),
        ("amount (đồng)", "-5", -5),
        ("amount (triệu đồng)", "\"1.234,5\"", 1_234_500_000),
        ("Thực hiện trong tháng (Tỷ đồng)", "\"2259,7\"", 2_259_700_000_000),
    ] {
        let sheet = csv(&format!("code,{heading}\nx,{typed}\n")).unwrap();
        assert_eq!(sheet.rows[0].money("amount"), Dong::new(dong), "{heading}");
    }
    assert_eq!(heading_faults("code,amount (USD)\n").len(), 1);
    assert_eq!(heading_faults("code (triệu đồng)\n").len(), 2);
}

#[test]
fn commas_semicolons_and_tabs_are_found_by_looking() {
    for text in [
        "code,gender,note\nx,Nam,\"a;b\tc\"\n",
        "code;gender;note\nx;Nam;a,b\n",
        "code\tgender\tnote\nx\tNam\ta,b;c\n",
        "\u{feff}code;gender;note\r\nx;Nam;a\r\n",
    ] {
        assert_eq!(csv(text).unwrap().rows[0].word("gender"), "male", "{text}");
    }
    assert_eq!(csv("Mã cán bộ\nx\n").unwrap().rows[0].text("code"), "x");
}

#[test]
fn other_encodings_are_refused_with_the_way_to_save() {
    for bytes in [b"code\n\xd1\xc2\n".as_slice(), b"\xff\xfec\0o\0d\0e\0", b"code\nx\0y\n"] {
        let error = read_sheet(bytes, "a.csv", &TABLE, None).unwrap_err();
        assert_eq!(error, SheetError::NotUtf8);
        assert!(error.to_string().contains("CSV UTF-8"));
    }
}

#[test]
fn the_name_and_the_content_of_a_file_must_agree() {
    let package = write_xlsx(&TABLE, &[]).unwrap();
    let error = |bytes: &[u8], name| read_sheet(bytes, name, &TABLE, None).unwrap_err();
    assert_eq!(error(&package, "a.csv"), SheetError::EndingDisagrees);
    assert_eq!(error(b"code\nx\n", "a.xlsx"), SheetError::EndingDisagrees);
    assert_eq!(error(b"code\nx\n", "a.ods"), SheetError::UnknownEnding);
    assert_eq!(error(b"\xd0\xcf\x11\xe0....", "a.xls"), SheetError::OldOrProtected);
    assert_eq!(error(b"", "a.csv"), SheetError::Empty);
    assert_eq!(error(b"", "a.xlsx"), SheetError::Empty);
}

#[test]
fn every_fault_is_reported_with_its_cell() {
    let sheet = csv("code,birth_date,month,score,active,gender\n\
                     a,31/02/2014,13,\"1,234,567\",có lẽ,nữ giới\n\
                     b,,,,,\n\
                     ,05/09/1975,,,,\n")
    .unwrap();
    assert_eq!(
        cell_faults(&sheet),
        [
            ("B2", "Tháng 2 năm 2014 có 28 ngày. Nhập ngày/tháng/năm, ví dụ 15/02/2014."),
            ("C2", "Số lớn nhất ở đây là 12. Nhập lại."),
            ("D2", "Dùng dấu chấm giữa các nghìn: 1.234.567."),
            ("E2", "Nhập Có hoặc Không."),
            ("F2", "Chọn một trong: Nam, Nữ."),
            ("A4", "Ô này còn trống. Nhập giá trị cho ô."),
        ]
    );
    assert_eq!(sheet.faults[0].typed, "31/02/2014");
    assert_eq!(sheet.faults[0].column, "Ngày sinh");
    assert_eq!(sheet.rows.iter().map(|row| row.text("code")).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn a_value_without_a_heading_is_not_lost_in_silence() {
    let sheet = csv("code,score\na,1234,5\n").unwrap();
    assert_eq!(cell_faults(&sheet), [("C2", "Ô này nằm ở cột không có tên. Xóa ô hoặc đặt tên cho cột.")]);
}

#[test]
fn an_importer_adds_faults_of_its_own_at_the_right_cell() {
    let sheet = csv("note,code\nx,HC001\n").unwrap();
    let row = &sheet.rows[0];
    assert_eq!(row.fault("code", "Không có.").to_string(), "B2 (Mã cán bộ) “HC001”: Không có.");
    assert_eq!(row.fault("gender", "Không có.").to_string(), "2 (Giới tính): Không có.");
}

#[test]
fn row_numbers_are_those_a_spreadsheet_shows() {
    let sheet = csv("code,note\r\n\r\n\r\na,\"một\nhai\"\r\n\r\nb,\r\n,\r\nc,\r\n\r\n").unwrap();
    let numbers: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.text("code"))).collect();
    assert_eq!(numbers, [(4, "a"), (6, "b"), (8, "c")]);
}

#[test]
fn a_quote_left_open_is_refused() {
    assert_eq!(csv("code,note\na,\"mở\nb,\nc,\n").unwrap_err(), SheetError::OpenQuote { row: 2 });
}

#[test]
fn the_caller_limits_the_rows() {
    let text = "code\na\n\nb\n";
    assert_eq!(read_sheet(text.as_bytes(), "a.csv", &TABLE, Some(2)).unwrap().rows.len(), 2);
    let refused = SheetError::TooManyRows { limit: 1 };
    assert_eq!(read_sheet(text.as_bytes(), "a.csv", &TABLE, Some(1)).unwrap_err(), refused);
    let rows = vec![row_of("a"), row_of("b")];
    let bytes = write_xlsx(&TABLE, &rows).unwrap();
    assert_eq!(read_sheet(&bytes, "a.xlsx", &TABLE, Some(1)).unwrap_err(), refused);
}
