use std::io::Cursor;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::domain::money::Dong;
use crate::domain::text;

#[test]
fn excel_shows_vietnamese_headings_that_stay_in_sight() {
    let mut row = row_of("=1+1");
    row[1] = Value::Word("female");
    row[2] = Value::Date(day(1975, 9, 5));
    row[5] = Value::Money(Dong::new(12_500_000));
    row[7] = Value::Word("filed");
    let parts = unpacked(&write_xlsx(&TABLE, &[row]).unwrap());
    for expected in [
        "Mã cán bộ",
        "Nữ",
        "Chờ đơn vị duyệt",
        "=1+1",
        "dd/mm/yyyy",
        "#,##0",
        "<b/>",
        "<autoFilter ref=\"A1:I2\"/>",
        "state=\"frozen\"",
        "<v>12500000</v>",
        "<v>27642</v>",
    ] {
        assert!(parts.contains(expected), "{expected}");
    }
    assert!(!parts.contains("<f>"));
}

#[test]
fn a_text_that_looks_like_an_escape_of_the_file_format_survives() {
    let rows = vec![row_of("_x0041_ &amp; <b>")];
    let sheet = read_sheet(&write_xlsx(&TABLE, &rows).unwrap(), "a.xlsx", &TABLE, None).unwrap();
    assert_eq!(values(&sheet), rows);
}

#[test]
fn damaged_files_are_refused_without_a_panic() {
    let whole = write_xlsx(&TABLE, &[row_of("a"), row_of("b")]).unwrap();
    for length in (0..whole.len()).step_by(97) {
        assert!(read_sheet(&whole[..length], "a.xlsx", &TABLE, None).is_err());
    }
    for place in (0..whole.len()).step_by(61) {
        let mut bent = whole.clone();
        bent[place] ^= 0x55;
        let _ = read_sheet(&bent, "a.xlsx", &TABLE, None);
    }
}

fn unpacked(package: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let part = |index| std::io::read_to_string(archive.by_index(index).unwrap()).unwrap();
    (0..zip::ZipArchive::new(Cursor::new(package)).unwrap().len()).map(part).collect()
}

/// As the program stores it: cleaned, and not empty.
fn stored(pattern: &'static str, clean: fn(&str) -> Option<String>) -> impl Strategy<Value = String> {
    pattern.prop_filter_map("empty once cleaned", move |typed| clean(&typed).filter(|text| !text.is_empty()))
}

prop_compose! {
    fn any_row()(
        code in stored("['=+@;,\"-]{0,3}[\\PC\t\n]{1,20}", |typed| text::clean_line(typed).ok()),
        note in proptest::option::of(stored("['=+@-]{0,3}[\\PC\t\n\"]{1,20}", |typed| text::clean(typed).ok())),
        gender in proptest::option::of(proptest::sample::select(vec!["male", "female"])),
        state in proptest::option::of(proptest::sample::select(vec!["draft", "filed"])),
        days in proptest::option::of(0..100_000_u64),
        month in proptest::option::of(1..=12_i64),
        score in proptest::option::of((any::<i64>(), 0..12_u32)),
        amount in proptest::option::of(any::<i64>()),
        active in proptest::option::of(any::<bool>()),
    ) -> Vec<Value> {
        vec![
            Value::Text(code),
            gender.map_or(Value::Empty, Value::Word),
            days.map(|days| day(1900, 1, 1) + chrono::Days::new(days)).into(),
            month.into(),
            score.map(|(digits, scale)| Decimal::new(digits, scale)).into(),
            amount.map(Dong::new).into(),
            active.into(),
            state.map_or(Value::Empty, Value::Word),
            note.into(),
        ]
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn csv_reads_back_what_it_wrote(rows in proptest::collection::vec(any_row(), 1..4)) {
        let sheet = read_sheet(&write_csv(&TABLE, &rows), "a.csv", &TABLE, None).unwrap();
        prop_assert_eq!(&sheet.faults, &vec![]);
        prop_assert_eq!(values(&sheet), rows);
    }

    #[test]
    fn xlsx_reads_back_what_it_wrote(rows in proptest::collection::vec(any_row(), 1..4)) {
        let sheet = read_sheet(&write_xlsx(&TABLE, &rows).unwrap(), "a.xlsx", &TABLE, None).unwrap();
        prop_assert_eq!(&sheet.faults, &vec![]);
        prop_assert_eq!(values(&sheet), rows);
    }
}
