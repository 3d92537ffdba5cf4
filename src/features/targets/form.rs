//! What is typed about one target.

use serde::Deserialize;

use super::store::{Content, Target};
use crate::domain::date;
use crate::domain::law::{AwardCode, RevenueLineCode};
use crate::domain::target::{Manner, Quantity, Source};
use crate::error::FieldErrors;
use crate::web::forms::{Check, LINE};

/// The form of a target, the same for movements and pacts.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TargetForm {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub indicator: String,
    #[serde(default)]
    pub source: String,
    #[serde(default)]
    pub goal: String,
    #[serde(default)]
    pub measure: String,
    #[serde(default)]
    pub manner: String,
    #[serde(default)]
    pub due: String,
    #[serde(default)]
    pub lines: Vec<String>,
    #[serde(default)]
    pub answering: String,
    #[serde(default)]
    pub award_code: String,
}

/// A target as typed: who answers for revenue by its code.
#[derive(Debug, Clone)]
pub struct Typed {
    pub content: Content,
    pub answering: String,
}

impl TargetForm {
    pub fn of(target: &Target, answering: &str, version: i64) -> Self {
        let it = &target.content;
        Self {
            version,
            indicator: it.indicator.clone(),
            source: it.source.code().to_owned(),
            goal: it.goal.map_or_else(String::new, |goal| goal.to_string()),
            measure: it.measure.clone(),
            manner: it.manner.code().to_owned(),
            due: it.due_on.map_or_else(String::new, date::format_date),
            lines: it.lines.split_whitespace().map(str::to_owned).collect(),
            answering: answering.to_owned(),
            award_code: it.award_code.clone(),
        }
    }

    pub fn parse(&self) -> Result<Typed, FieldErrors> {
        let mut check = Check::new();
        let indicator = check.line("indicator", &self.indicator, LINE, "Nhập tên chỉ tiêu, ví dụ Thu nội địa.");
        let source = check.choice("source", Source::from_code(&self.source), "Chọn cách lấy số thực hiện.");
        let goal = self.goal(&mut check);
        let measure = self.measure(&mut check, source);
        let manner = match self.manner.as_str() {
            // What the program counts adds up over the year.
            _ if source.is_some_and(Source::is_bound) => Some(Manner::Total),
            code => check.choice("manner", Manner::from_code(code), "Chọn cách tính: cộng dồn hoặc giữ mức."),
        };
        let due_on = check.optional_date("due", &self.due, "Thời hạn");
        let lines = if source == Some(Source::RevenueLines) { self.lines(&mut check) } else { String::new() };
        let award_code = match self.award_code.as_str() {
            "" => Some(String::new()),
            _ if !source.is_some_and(Source::takes_award) => Some(String::new()),
            code => check
                .choice("award_code", AwardCode::from_code(code), "Chọn danh hiệu, hình thức trong danh sách.")
                .map(|award| award.code().to_owned()),
        };
        let is_revenue = source == Some(Source::RevenueLines);
        let answering = if is_revenue { self.answering.trim().to_owned() } else { String::new() };
        check.finish(|| {
            let content = Content {
                indicator,
                measure,
                source: source?,
                manner: manner?,
                goal: Some(goal?),
                words: String::new(),
                lines,
                answering: None,
                award_code: award_code?,
                due_on,
            };
            Some(Typed { content, answering })
        })
    }

    fn goal(&self, check: &mut Check) -> Option<Quantity> {
        match Quantity::parse(&self.goal) {
            Ok(goal) if goal == Quantity::whole(0) => {
                check.errors.add("goal", "Mức phấn đấu phải lớn hơn 0. Nhập số cần đạt.");
                None
            }
            Ok(goal) => Some(goal),
            Err(words) => {
                check.errors.add("goal", format!("Mức phấn đấu chưa đúng. {words}"));
                None
            }
        }
    }

    /// Of what the program counts it is known.
    fn measure(&self, check: &mut Check, source: Option<Source>) -> String {
        match source {
            Some(Source::TotalRevenue | Source::RevenueLines) => "tỷ đồng".to_owned(),
            Some(Source::Initiatives) => "sáng kiến".to_owned(),
            Some(Source::Registrations) => "đăng ký".to_owned(),
            Some(Source::Awards) => "lượt".to_owned(),
            Some(Source::ByHand) | None => {
                check.line("measure", &self.measure, 60, "Nhập đơn vị tính, ví dụ %, báo cáo, dự án.")
            }
        }
    }

    /// Figures are entered for leaf lines, so a sum of others cannot be what somebody answers for.
    fn lines(&self, check: &mut Check) -> String {
        let mut leaves = Vec::new();
        for code in &self.lines {
            match RevenueLineCode::from_code(code) {
                Some(line) if line.is_leaf() => leaves.push(line),
                Some(parent) => {
                    let below: Vec<_> = parent.children().map(RevenueLineCode::code).collect();
                    let words = format!(
                        "{} ({}) là dòng cộng. Chọn các khoản chi tiết nằm dưới: {}.",
                        parent.title(),
                        parent.code(),
                        below.join(", ")
                    );
                    check.errors.add("lines", words);
                }
                None => check.errors.add("lines", "Có khoản thu không có trong danh mục. Chọn lại khoản thu."),
            }
        }
        if leaves.is_empty() && check.errors.of("lines").is_empty() {
            check.errors.add("lines", "Chọn ít nhất một khoản thu.");
        }
        leaves.sort();
        leaves.dedup();
        leaves.into_iter().map(RevenueLineCode::code).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(change: impl FnOnce(&mut TargetForm)) -> Result<Typed, FieldErrors> {
        let mut form = TargetForm {
            indicator: "Thu nội địa".into(),
            source: "revenue_lines".into(),
            goal: "3.450".into(),
            lines: vec!["A.I.5".into(), "A.I.4".into(), "A.I.4".into()],
            ..TargetForm::default()
        };
        change(&mut form);
        form.parse()
    }

    #[test]
    fn lines_are_leaves_in_printed_order_and_counted_in_billions() {
        let content = typed(|_| {}).unwrap().content;
        assert_eq!((content.lines.as_str(), content.measure.as_str()), ("A.I.4 A.I.5", "tỷ đồng"));
        assert_eq!(content.goal_in_words(), "3.450 tỷ đồng");
    }

    #[test]
    fn a_sum_of_lines_is_refused_with_what_lies_below() {
        let errors = typed(|form| form.lines = vec!["A.I.1".into()]).unwrap_err();
        assert!(errors.of("lines").contains("là dòng cộng. Chọn các khoản chi tiết nằm dưới: A.I.1a, A.I.1b."));
        assert_eq!(typed(|form| form.lines = Vec::new()).unwrap_err().of("lines"), "Chọn ít nhất một khoản thu.");
    }

    #[test]
    fn a_target_must_be_measurable() {
        let by_hand = |form: &mut TargetForm| {
            form.source = "by_hand".into();
            form.goal = "cao".into();
        };
        let errors = typed(by_hand).unwrap_err();
        let fields: Vec<_> = errors.0.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["goal", "measure", "manner"]);
        assert!(typed(|form| form.goal = "0".into()).unwrap_err().of("goal").contains("lớn hơn 0"));
    }
}
