//! What whoever signs a form should know of it: what nobody has confirmed, and what the program could only guess.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::counting::{Filled, Item, UNKNOWN_MANNER, UNPLACED, What, regime_of};
use crate::domain::date::format_date;
use crate::domain::law::{Countable, catalogue};
use crate::domain::number::format_whole;

/// One remark; with the special row that lists what it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub words: String,
    pub row: &'static str,
}

impl Note {
    fn plain(words: String) -> Self {
        Self { words, row: "" }
    }
}

/// More names than these are not written out.
const NAMED: usize = 12;

/// Of one form as it stands on a day.
pub fn of(filled: &Filled, today: NaiveDate) -> Vec<Note> {
    let of_law = of_law(filled).into_iter().map(Note::plain);
    of_law.chain(of_figures(filled, today)).collect()
}

/// What belongs to the figures themselves, so that it stands on the paper too.
pub fn of_figures(filled: &Filled, today: NaiveDate) -> Vec<Note> {
    let mut notes = Vec::new();
    if today < filled.period.last {
        notes.push(Note::plain(format!("Kỳ chưa kết thúc: số liệu đến ngày {}.", format_date(today))));
    }
    notes.extend(unplaced(filled));
    let unknown: Vec<&Item> = filled.items.iter().filter(|it| !it.is_manner_known).collect();
    if !unknown.is_empty() {
        let words = format!(
            "{} lượt không có hồ sơ trong hệ thống, phương thức tính là thường xuyên.",
            format_whole(Filled::count(&unknown))
        );
        notes.push(Note { words, row: UNKNOWN_MANNER });
    }
    notes
}

fn of_law(filled: &Filled) -> Vec<String> {
    let mut words = Vec::new();
    let Some(regime) = regime_of(&filled.period) else { return words };
    let document = &regime.document;
    if !filled.form.provenance.may_block() {
        words.push(format!(
            "Mẫu biểu theo {document} chưa đối chiếu với văn bản gốc: kiểm tra mã biểu, dòng và cột trước khi gửi."
        ));
    }
    if regime.period().is_none() {
        words.push(format!("Chưa rõ kỳ thống kê theo {document}: mặc định lấy năm dương lịch."));
    }
    if let Some(newer) = catalogue().undated_statistics_regime(filled.period.last) {
        let document = &newer.document;
        words.push(format!("Đã có {document}, chưa rõ ngày hiệu lực và mẫu biểu: đối chiếu trước khi gửi."));
    }
    words
}

/// What the rest of its basis took: "Nghệ nhân (2)".
fn unplaced(filled: &Filled) -> Option<Note> {
    let mut named: BTreeMap<&str, i64> = BTreeMap::new();
    for item in filled.items.iter().filter(|it| !it.is_placed) {
        let name = match &item.what {
            What::Awards(it) if it.words.is_empty() => "không ghi chức vụ",
            What::Awards(it) => it.words.as_str(),
            What::Movement(it) => it.name.as_str(),
        };
        *named.entry(name).or_default() += item.counted.n;
    }
    if named.is_empty() {
        return None;
    }
    let said: Vec<String> = named.iter().take(NAMED).map(|(name, n)| format!("{name} ({n})")).collect();
    let more = match named.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; và {more} loại khác"),
    };
    let what = match filled.form.counts {
        Countable::Awards => "Chức vụ chưa có trong bảng phân nhóm, tính là người trực tiếp công tác",
        Countable::Movements => {
            "Phong trào chưa rõ cấp tổ chức (tính là cấp bộ, ngành, tỉnh) hoặc hình thức (tính là thường xuyên)"
        }
    };
    Some(Note { words: format!("{what}: {}{more}.", said.join("; ")), row: UNPLACED })
}
