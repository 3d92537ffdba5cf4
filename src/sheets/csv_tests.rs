use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::format::Column;
use super::*;
use crate::domain::money::Dong;

fn states() -> Vec<(&'static str, &'static str)> {
    vec![("draft", "Nháp"), ("filed", "Chờ đơn vị duyệt")]
}

static TABLE: TableFormat = TableFormat {
    name: "registrations",
    columns: &[
        Column::required("subject_code", "Mã cán bộ/đơn vị", Kind::Line),
        Column::optional("registered_on", "Ngày đăng ký", Kind::Date),
        Column::optional("percent", "Tỷ lệ", Kind::Decimal),
        Column::optional("amount", "Dự toán", Kind::Money),
        Column::optional("provisional", "Tạm tính", Kind::YesNo),
        Column::optional("state", "Trạng thái", Kind::Word(states, Written::AsOnScreen)),
        Column::optional("kind", "Loại", Kind::Word(states, Written::Vietnamese)),
    ],
};

#[test]
fn a_written_file_has_the_words_of_the_contract() {
    let row = vec![
        Value::from("HC001"),
        NaiveDate::from_ymd_opt(2014, 7, 15).into(),
        Decimal::new(955, 1).into(),
        Dong::new(-12_500_000).into(),
        true.into(),
        Value::Word("filed"),
        Value::Word("filed"),
    ];
    let text = String::from_utf8(write_csv(&TABLE, &[row])).unwrap();
    assert_eq!(
        text,
        "\u{feff}subject_code,registered_on,percent,amount,provisional,state,kind\r\n\
         HC001,2014-07-15,\"95,5\",-12500000,true,filed,Chờ đơn vị duyệt\r\n"
    );
}

#[test]
fn a_text_that_looks_like_a_formula_is_kept_from_running() {
    for (text, written) in [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-", "'-"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
    ] {
        assert_eq!(guarded(text), written);
        assert_eq!(unguarded(written), text);
    }
}

#[test]
fn a_heading_with_a_comma_does_not_mislead_the_separator() {
    static AWARDS: TableFormat = TableFormat {
        name: "awards",
        columns: &[
            Column::required("award_code", "Mã danh hiệu, hình thức", Kind::Line),
            Column::required("year", "Năm", Kind::YEAR),
        ],
    };
    assert_eq!(separator("Mã danh hiệu, hình thức;Năm\nGK;2014\n", &AWARDS), b';');
    assert_eq!(separator("\"Mã danh hiệu, hình thức\",Năm\nGK,2014\n", &AWARDS), b',');
}
