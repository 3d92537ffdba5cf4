//! What is typed about one line of a table of criteria.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::criteria_store::{Content, Criterion};
use crate::domain::emulation_cluster::{Manner, Points};
use crate::domain::ids::TargetId;
use crate::domain::law::AwardCode;
use crate::domain::target::Quantity;
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// The largest percentage that may be asked for all points.
const MOST_PERCENT: i64 = 1_000;

#[derive(Debug, Clone, Default, Deserialize)]
pub struct CriterionForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub group: String,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub most: String,
    #[serde(default)]
    pub manner: String,
    /// The id of a movement's target; empty for each unit's own.
    #[serde(default)]
    pub target: String,
    #[serde(default)]
    pub full_at: String,
    #[serde(default)]
    pub award_code: String,
    #[serde(default)]
    pub each: String,
    #[serde(default)]
    pub tie_order: String,
}

impl CriterionForm {
    pub fn of(it: &Criterion, version: i64) -> Self {
        let content = &it.content;
        Self {
            version,
            group: content.group_name.clone(),
            content: content.content.clone(),
            most: content.most.to_string(),
            manner: content.manner.code().to_owned(),
            target: content.target.map_or_else(String::new, |id| id.to_string()),
            full_at: content.full_at.map_or_else(String::new, |it| it.to_string()),
            award_code: content.award_code.clone(),
            each: content.each.map_or_else(String::new, |it| it.to_string()),
            tie_order: content.tie_order.map_or_else(String::new, |it| it.to_string()),
        }
    }

    pub fn parse(&self) -> Result<Content, FieldErrors> {
        let mut check = Check::new();
        let group_name = check.line("group", &self.group, LINE, "Nhập nhóm tiêu chí, ví dụ I. Nhiệm vụ chuyên môn.");
        let content = check.line("content", &self.content, 500, "Nhập nội dung tiêu chí.");
        let most = points(&mut check, "most", &self.most, "Điểm tối đa");
        let manner = check.choice("manner", Manner::from_code(&self.manner), "Chọn cách chấm.");
        let target = match (manner, self.target.as_str()) {
            (Some(Manner::Revenue), typed) if !typed.is_empty() => {
                check.choice("target", typed.parse().ok().map(TargetId), "Chọn chỉ tiêu trong danh sách.")
            }
            _ => None,
        };
        let full_at = if manner == Some(Manner::Revenue) { self.full_at(&mut check) } else { None };
        let (mut award_code, mut each) = (String::new(), None);
        if manner == Some(Manner::Awards) {
            let found = AwardCode::from_code(&self.award_code);
            let missing = "Chọn danh hiệu, hình thức trong danh sách.";
            award_code = check.choice("award_code", found, missing).map_or_else(String::new, |it| it.code().to_owned());
            each = points(&mut check, "each", &self.each, "Điểm mỗi kết quả");
        }
        let tie_order = match self.tie_order.trim() {
            "" => None,
            typed => check.whole("tie_order", typed, "Thứ tự xét", 1..=50),
        };
        check.finish(|| {
            Some(Content {
                group_name,
                content,
                manner: manner?,
                most: most?,
                target,
                full_at,
                award_code,
                each,
                tie_order,
            })
        })
    }

    /// 100 where nothing is typed.
    fn full_at(&self, check: &mut Check) -> Option<Quantity> {
        if self.full_at.trim().is_empty() {
            return Some(Quantity::whole(100));
        }
        match Quantity::parse(self.full_at.trim().trim_end_matches('%')) {
            Ok(percent) if percent.0 > Decimal::ZERO && percent.0 <= Decimal::from(MOST_PERCENT) => Some(percent),
            Ok(_) => {
                check.errors.add("full_at", "Tỷ lệ được đủ điểm phải lớn hơn 0 và không quá 1.000%.");
                None
            }
            Err(words) => {
                check.errors.add("full_at", format!("Tỷ lệ được đủ điểm chưa đúng. {words}"));
                None
            }
        }
    }
}

/// Points above 0 that must be there.
fn points(check: &mut Check, field: &str, typed: &str, label: &str) -> Option<Points> {
    match Points::parse(typed) {
        Ok(points) if points == Points::ZERO => {
            check.errors.add(field, format!("{label} phải lớn hơn 0."));
            None
        }
        Ok(points) => Some(points),
        Err(words) => {
            check.errors.add(field, format!("{label} chưa đúng. {words}"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(change: impl FnOnce(&mut CriterionForm)) -> Result<Content, FieldErrors> {
        let mut form = CriterionForm {
            group: "I. Nhiệm vụ chuyên môn".into(),
            content: "Thu ngân sách".into(),
            most: "20".into(),
            manner: "revenue".into(),
            ..CriterionForm::default()
        };
        change(&mut form);
        form.parse()
    }

    fn fields(errors: &FieldErrors) -> Vec<&str> {
        errors.0.iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn what_belongs_to_another_manner_is_left_out() {
        let content = typed(|form| form.award_code = "LDTT".into()).unwrap();
        assert_eq!((content.full_at, content.award_code.as_str()), (Some(Quantity::whole(100)), ""));
        let content = typed(|form| {
            form.manner = "self".into();
            form.full_at = "abc".into();
            form.target = "7".into();
        });
        let content = content.unwrap();
        assert_eq!((content.full_at, content.target, content.each), (None, None, None));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let errors = typed(|form| {
            form.content = " ".into();
            form.most = "0".into();
            form.full_at = "0".into();
            form.tie_order = "0".into();
        });
        assert_eq!(fields(&errors.unwrap_err()), ["content", "most", "full_at", "tie_order"]);
        let errors = typed(|form| form.manner = "awards".into()).unwrap_err();
        assert_eq!(fields(&errors), ["award_code", "each"]);
    }
}
