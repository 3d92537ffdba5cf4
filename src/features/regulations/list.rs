//! Regulations as a file.

use super::ops::{Content, Regulation, State};
use crate::domain::date::format_date;
use crate::sheets::{Column, Kind, TableFormat, Value, Written};

pub const FORMAT: TableFormat = TableFormat {
    name: "regulations",
    columns: &[
        Column::required("document_no", "Văn bản", Kind::Line),
        Column::required("title", "Tên quy chế", Kind::Line),
        Column::required("effective_from", "Có hiệu lực từ", Kind::Date),
        Column::optional("effective_to", "Đến hết ngày", Kind::Date),
        Column::required("state", "Trạng thái", Kind::Word(|| State::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("publicity_days", "Số ngày niêm yết", Kind::COUNT),
        Column::optional("registration_due", "Hạn đăng ký", Kind::Line),
    ],
};

pub fn row(it: &Regulation) -> Vec<Value> {
    let content = &it.content;
    vec![
        content.document_no.as_str().into(),
        content.title.as_str().into(),
        content.effective_from.into(),
        content.effective_to.into(),
        Value::Word(it.state.code()),
        content.publicity_days.into(),
        content.due().map(|due| due.to_string()).into(),
    ]
}

/// "từ 01/01/2024", "01/01/2024–31/12/2025".
pub fn period(content: &Content) -> String {
    let from = format_date(content.effective_from);
    content.effective_to.map_or_else(|| format!("từ {from}"), |last| format!("{from}–{}", format_date(last)))
}
