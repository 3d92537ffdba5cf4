//! The entries of the catalogue as a list to work through: what is still to be compared with the official text.

use std::collections::HashMap;

use serde::Deserialize;

use super::entries::{Entry, EntryKind};
use super::store::Confirmation;
use crate::domain::codes::codes;
use crate::domain::date::{format_date, local};
use crate::domain::law::Confidence;
use crate::sheets::{Column, Kind, TableFormat, Value, Written};
use crate::web::status::Tagged;

codes! {
    /// How far an entry may be relied on.
    Standing {
        Unconfirmed = "unconfirmed" "Chưa đối chiếu",
        Confirmed = "confirmed" "Thường trực đã xác nhận",
        Checked = "checked" "Đã đối chiếu",
        Practice = "practice" "Thông lệ",
    }
}

impl Standing {
    pub fn of(entry: &Entry, confirmed: Option<&Confirmation>) -> Self {
        match (entry.provenance.may_block(), entry.provenance.confidence) {
            (true, Confidence::Practice) => Self::Practice,
            (true, _) => Self::Checked,
            (false, _) if confirmed.is_some() => Self::Confirmed,
            (false, _) => Self::Unconfirmed,
        }
    }
}

impl Tagged for Standing {
    fn tag(&self) -> &'static str {
        match self {
            Self::Unconfirmed => "tag--warn",
            Self::Confirmed | Self::Checked => "tag--ok",
            Self::Practice => "",
        }
    }
}

/// The standing confirmations by the key of their entry.
pub struct Confirmed(HashMap<String, Confirmation>);

impl Confirmed {
    pub fn of(standing: Vec<Confirmation>) -> Self {
        Self(standing.into_iter().map(|it| (it.entry.clone(), it)).collect())
    }

    pub fn get(&self, entry: &Entry) -> Option<&Confirmation> {
        self.0.get(entry.key.as_str())
    }

    pub fn standing(&self, entry: &Entry) -> Standing {
        Standing::of(entry, self.get(entry))
    }

    /// How many of these wait for comparison.
    pub fn unconfirmed(&self, entries: &[Entry]) -> usize {
        entries.iter().filter(|entry| self.standing(entry) == Standing::Unconfirmed).count()
    }
}

/// The filters of the list, as in its address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub regime: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub page: String,
}

impl ListQuery {
    pub fn in_address(&self) -> [(&'static str, &str); 3] {
        [("state", &self.state), ("regime", &self.regime), ("kind", &self.kind)]
    }

    /// An unknown code is no filter.
    pub fn takes(&self, entry: &Entry, standing: Standing) -> bool {
        let regime = || entry.regime.is_some_and(|regime| regime.code == self.regime);
        Standing::from_code(&self.state).is_none_or(|state| state == standing)
            && EntryKind::from_code(&self.kind).is_none_or(|kind| kind == entry.kind())
            && (self.regime.is_empty() || regime())
    }
}

pub const FORMAT: TableFormat = TableFormat {
    name: "law-entries",
    columns: &[
        Column::required("key", "Mã mục", Kind::Line),
        Column::required("kind", "Loại", Kind::Word(|| EntryKind::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("regime", "Chế độ pháp lý", Kind::Line),
        Column::required("title", "Nội dung", Kind::Line),
        Column::optional("says", "Quy định", Kind::Paragraphs),
        Column::required("source", "Căn cứ", Kind::Line),
        Column::required("state", "Tình trạng", Kind::Word(|| Standing::WORDS.to_vec(), Written::AsOnScreen)),
        Column::optional("document", "Văn bản đã xem", Kind::Line),
        Column::optional("confirmed_by", "Người xác nhận", Kind::Line),
        Column::optional("confirmed_on", "Ngày xác nhận", Kind::Date),
    ],
};

/// The row of an entry in the list's file.
pub fn row(entry: &Entry, confirmed: &Confirmed) -> Vec<Value> {
    let confirmation = confirmed.get(entry);
    let says = entry.criteria().map_or_else(|| entry.words(), |criteria| criteria.in_lines());
    vec![
        entry.key.as_str().into(),
        Value::Word(entry.kind().code()),
        entry.regime.map(|regime| regime.code.as_str()).into(),
        entry.title().into(),
        Some(says).filter(|says| !says.is_empty()).into(),
        entry.provenance.source.as_str().into(),
        Value::Word(confirmed.standing(entry).code()),
        confirmation.map(|it| it.document.as_str()).into(),
        confirmation.and_then(|it| it.confirmed_by.as_deref()).into(),
        confirmation.map(|it| local(it.confirmed_at.and_utc()).date()).into(),
    ]
}

/// "Lê Thị Hoa, ngày 05/09/2014, theo Điều 10 Nghị định 91/2017/NĐ-CP".
pub fn confirmation_words(it: &Confirmation) -> String {
    let day = format_date(local(it.confirmed_at.and_utc()).date());
    let who = it.confirmed_by.as_deref().unwrap_or("Lệnh tại máy chủ");
    format!("{who}, ngày {day}, theo {}", it.document)
}
