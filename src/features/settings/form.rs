//! What is typed about the agency.

use serde::Deserialize;

use super::ops::{AddressForm, AgencyChange};
use crate::domain::law::catalogue;
use crate::domain::scoring;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// Days that may be set for one step; the database holds the same bounds.
/// SECURITY.md V5: never below three.
const LEAST_BOXES: std::ops::RangeInclusive<i64> = 3..=50;
const REVIEW_DAYS: std::ops::RangeInclusive<i64> = 1..=90;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct AgencyForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub parent_name: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub symbol: String,
    #[serde(default)]
    pub head: String,
    #[serde(default)]
    pub union_chair: String,
    #[serde(default)]
    pub help_contact: String,
    #[serde(default)]
    pub address_form: String,
    #[serde(default)]
    pub review_days: String,
    #[serde(default)]
    pub score_sheet: String,
    /// Set where the box is ticked.
    #[serde(default)]
    pub spares_own_unit: String,
    #[serde(default)]
    pub least_boxes: String,
    #[serde(default)]
    pub version: i64,
}

impl AgencyForm {
    pub fn spares_own_unit(&self) -> bool {
        !self.spares_own_unit.is_empty()
    }

    pub fn parse(&self) -> Result<AgencyChange, FieldErrors> {
        let mut check = Check::new();
        let name = check.line("name", &self.name, LINE, "Nhập tên cơ quan.");
        let parent_name = check.line("parent_name", &self.parent_name, LINE, "Nhập tên cơ quan cấp trên.");
        let place = check.line("place", &self.place, LINE, "Nhập địa danh ghi trên văn bản.");
        let symbol = check.line("symbol", &self.symbol, 30, "Nhập chữ viết tắt tên cơ quan, ví dụ STC.");
        if symbol.contains(|c: char| c.is_whitespace() || c == '/') {
            check.errors.add("symbol", "Chữ viết tắt không có dấu cách và dấu gạch chéo, ví dụ STC.");
        }
        let head = check.optional_line("head", &self.head, LINE);
        let union_chair = check.optional_line("union_chair", &self.union_chair, LINE);
        let help_contact = check.optional_line("help_contact", &self.help_contact, LINE);
        let address_form =
            check.choice("address_form", AddressForm::from_code(&self.address_form), "Chọn cách xưng hô.");
        let review_days = check.whole("review_days", &self.review_days, "Số ngày", REVIEW_DAYS);
        let least_boxes = check.whole("least_boxes", &self.least_boxes, "Số phiếu", LEAST_BOXES);
        let is_known = self.score_sheet.is_empty() || scoring::sheet_of(catalogue(), &self.score_sheet).is_some();
        check.choice("score_sheet", is_known.then_some(()), "Chọn một phiếu trong danh sách.");
        check.finish(|| {
            Some(AgencyChange {
                name,
                parent_name,
                place,
                symbol,
                head,
                union_chair,
                help_contact,
                address_form: address_form?,
                review_days: review_days?,
                score_sheet: self.score_sheet.clone(),
                spares_own_unit: self.spares_own_unit(),
                least_boxes: least_boxes?,
            })
        })
    }
}
